/* eslint-disable no-console -- a program that people watch */
import { budgetFromEnvironment } from './budget';
import { buildProgram, downloadModule } from './programs/goBuild';
import { goVersion } from './programs/run';
import { definitions, programs } from './programs/programs';

/** Builds every program that the suite runs; where Go is absent it says so, and the suite reports what did not run. */
async function main(): Promise<void> {
  const go = await goVersion();
  if (!go) {
    console.log('real servers: not built, no Go on this machine');
    return;
  }
  const signal = AbortSignal.timeout(budgetFromEnvironment());
  const log = (line: string) => console.log(`real servers: ${line}`);
  // Without them no judge judges, whatever is built.
  for (const { module, version } of Object.values(definitions)) {
    await downloadModule(module, version, signal);
    log(`the definitions of ${module} ${version} are there`);
  }
  for (const program of Object.values(programs)) {
    const binary = await buildProgram(program, { log, signal });
    log(`${program.name} ${program.version} is at ${binary}`);
  }
}

main().catch(error => {
  if (error.name === 'AbortError' || error.name === 'TimeoutError') {
    // No failure: the suite names what it could not run.
    console.log('real servers: not built, the budget ran out');
    return;
  }
  console.error(`real servers: ${error.message}`);
  process.exitCode = 1;
});
