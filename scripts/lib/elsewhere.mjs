/** What belongs to another command is not left out by this one. */
const ELSEWHERE = /not run: run by (npm run test:\w+)$/;

/** A result whose skipped tests are those that could have run; for the others a note says which command runs them. */
export function withoutElsewhere(result) {
  const commands = new Map();
  const skipped = result.skipped.filter(name => {
    const [, command] = ELSEWHERE.exec(name) ?? [];
    if (command) {
      commands.set(command, [...(commands.get(command) ?? []), name]);
    }
    return !command;
  });
  return {
    ...result,
    skipped,
    notes: [
      ...(result.notes ?? []),
      ...[...commands].map(
        ([command, names]) =>
          `not run here, run by ${command}: ${names.length} groups of tests`,
      ),
    ],
  };
}
