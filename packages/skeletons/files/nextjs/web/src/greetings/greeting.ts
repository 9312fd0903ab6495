/** As many characters as a name may have. */
export const LONGEST = 100;

/** What is said to somebody, or what is wrong with the name. */
export function greetingOf(name: string | string[] | undefined): { message: string } | { problem: string } {
  const text = typeof name === 'string' ? name.trim() : '';
  if (text === '') {
    return { problem: 'Tell us a name first.' };
  }
  return [...text].length > LONGEST
    ? { problem: `The name is longer than ${LONGEST} characters.` }
    : { message: `Hello, ${text}` };
}
