const MEBIBYTE = 1024 * 1024;
const MAX_DEPTH = 64;

/** `- - - x` and `? ? ? x` nest within one line. */
const deepIndicators = new RegExp(
  `^(?:[ \\t]*[-?:][ \\t]){${MAX_DEPTH + 1}}`,
  'm',
);

/**
 * What makes a text too deep or too long to hand to a YAML parser, as a sentence, or undefined. Parsers
 * recurse, and a text that exhausts the stack takes the whole process with it.
 */
export function yamlHazard(text: string, mebibytes = 1): string | undefined {
  if (text.length > mebibytes * MEBIBYTE) {
    return `the text is longer than ${mebibytes} MiB`;
  }
  return deepBrackets(text) ||
    deepIndicators.test(text) ||
    deepIndentation(text)
    ? `something is nested more than ${MAX_DEPTH} deep`
    : undefined;
}

function deepBrackets(text: string): boolean {
  let open = 0;
  for (const [bracket] of text.matchAll(/[[\]{}]/g)) {
    open = '[{'.includes(bracket) ? open + 1 : Math.max(0, open - 1);
    if (open > MAX_DEPTH) {
      return true;
    }
  }
  return false;
}

/** Block maps nest by indentation alone: every level is a line that is further in than those around it. */
function deepIndentation(text: string): boolean {
  const open: number[] = [];
  for (const [indent] of text.matchAll(/^ *(?=\S)/gm)) {
    while (open.length > 0 && open[open.length - 1] >= indent.length) {
      open.pop();
    }
    open.push(indent.length);
    if (open.length > MAX_DEPTH) {
      return true;
    }
  }
  return false;
}
