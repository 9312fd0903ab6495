/** A Starlark text. Names and paths are plain by the schema; this holds for whatever else there may be. */
export function quoted(text: string): string {
  return `'${text.replace(/[\\']/g, '\\$&')}'`;
}
