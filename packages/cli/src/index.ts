import { program } from './program';
import { Refusal } from './io/refusal';

// Whoever reads may stop reading: head, less.
process.stdout.on('error', error => {
  if ((error as NodeJS.ErrnoException).code !== 'EPIPE') {
    throw error;
  }
  process.exit();
});

program()
  .parseAsync(process.argv)
  .catch(error => {
    if (!(error instanceof Refusal)) {
      throw error;
    }
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 2;
  });
