import { main } from './app/program.ts';
import { run } from './task/task.ts';

// Ends with 0 when the work is done, with 1 when it makes sense to try again, and with 2 when its environment cannot be used.
await main(undefined, async (signal, _config, log) => {
  log.info(await run(signal, new Date()), 'done');
});
