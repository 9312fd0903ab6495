import { Failure } from './failure.mjs';
import { endAll } from './run.mjs';

let signalled = false;

/** Runs a program to its end; a {@link Failure} is told in words, anything else with its stack. */
export function main(program) {
  program().then(
    code => finish(code ?? 0),
    error => {
      if (!signalled) {
        console.error(error instanceof Failure ? `\n${error.message}` : error);
      }
      finish(1);
    },
  );
}

/** On Ctrl-C and the like: ends everything that was started, then this program. */
export function endOnSignal(code, say = () => undefined) {
  const end = () => {
    if (!signalled) {
      signalled = true;
      say();
      endAll().then(() => process.exit(code));
    }
  };
  ['SIGINT', 'SIGTERM', 'SIGHUP'].forEach(signal => process.on(signal, end));
}

/** After a signal, what fails fails because of it, and the signal's own end is the end. */
function finish(code) {
  if (!signalled) {
    process.exit(code);
  }
}
