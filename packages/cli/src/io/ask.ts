import { createInterface } from 'node:readline/promises';

/** Whether somebody sits there who can be asked. */
export function canAsk(): boolean {
  return Boolean(process.stdin.isTTY && process.stderr.isTTY);
}

/** Asks until the answer will do. */
export async function ask(
  question: string,
  wrong: (answer: string) => string | undefined,
  usual = '',
): Promise<string> {
  const terminal = createInterface({
    input: process.stdin,
    output: process.stderr,
  });
  try {
    for (;;) {
      const said = await terminal.question(
        `${question}${usual ? ` (${usual})` : ''}: `,
      );
      const answer = said.trim() || usual;
      const problem = wrong(answer);
      if (!problem) {
        return answer;
      }
      process.stderr.write(`  ${problem}\n`);
    }
  } finally {
    terminal.close();
  }
}

export async function confirm(question: string): Promise<boolean> {
  const answer = await ask(`${question} [y/N]`, () => undefined);
  return /^y(es)?$/i.test(answer);
}
