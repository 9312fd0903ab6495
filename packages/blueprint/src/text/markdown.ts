const entities: Record<string, string> = {
  '<': '&lt;',
  '>': '&gt;',
  '&': '&amp;',
};

/** Text as Markdown that shows it letter by letter, whatever is in it. */
export function markdownText(text: string): string {
  return text.replace(
    /[\\`*_{}[\]()<>#+\-.!|~&$:"'^=@/]/g,
    character => entities[character] ?? `\\${character}`,
  );
}
