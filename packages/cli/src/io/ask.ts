import { createInterface } from 'node:readline';
import type { Interface } from 'node:readline';
import { Refusal } from './refusal';

/** Whether somebody sits there who can be asked. */
export function canAsk(): boolean {
  return Boolean(process.stdin.isTTY && process.stderr.isTTY);
}

let terminal: { lines: AsyncIterator<string>; close: () => void } | undefined;

/** One for all questions: what is typed ahead or pasted answers the next ones. */
function open() {
  if (!terminal) {
    const asked: Interface = createInterface({
      input: process.stdin,
      output: process.stderr,
    });
    terminal = {
      lines: asked[Symbol.asyncIterator](),
      close: () => asked.close(),
    };
  }
  return terminal;
}

/** Lets the program end. */
export function endAsking(): void {
  terminal?.close();
  terminal = undefined;
}

/** Asks until the answer will do. */
export async function ask(
  question: string,
  wrong: (answer: string) => string | undefined,
  usual = '',
): Promise<string> {
  for (;;) {
    process.stderr.write(`${question}${usual.trim() ? ` (${usual})` : ''}: `);
    const { value, done } = await open().lines.next();
    if (done) {
      throw new Refusal('\nNothing was written.');
    }
    const answer = String(value).trim() || usual;
    const problem = wrong(answer);
    if (!problem) {
      return answer;
    }
    process.stderr.write(`  ${problem}\n`);
  }
}

export async function confirm(question: string): Promise<boolean> {
  const answer = await ask(`${question} [y/N]`, () => undefined);
  endAsking();
  return /^y(es)?$/i.test(answer);
}
