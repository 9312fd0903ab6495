/** A failure that is told as it is, without a stack: what, and what to do. */
export class Failure extends Error {}

/** Runs a program to its end; a {@link Failure} is told in words, anything else with its stack. */
export function main(program) {
  program().then(
    code => process.exit(code ?? 0),
    error => {
      console.error(error instanceof Failure ? `\n${error.message}` : error);
      process.exit(1);
    },
  );
}
