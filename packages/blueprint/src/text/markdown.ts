/** Characters that some dialect of Markdown does not let a backslash escape. */
const asEntity = (character: string) => `&#${character.codePointAt(0)};`;

/** A line of text as Markdown that shows it letter by letter, whatever is in it. */
export function markdownText(text: string): string {
  return text
    .trim()
    .replace(/[<>&|~$]|[\\`*_{}[\]()]/g, character =>
      /[<>&|~$]/.test(character) ? asEntity(character) : `\\${character}`,
    )
    .replace(/^(\d+)\./, '$1\\.')
    .replace(/^[#+\-.!]/, '\\$&')
    .replace(/^[:?=^%"'@]/, asEntity);
}
