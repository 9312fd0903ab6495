import { dependenciesAreThere, installDependencies } from './dependencies.mjs';
import { Failure } from './failure.mjs';
import { missingRequirements } from './requirements.mjs';
import { prebuiltCanBeHad } from './sqlite.mjs';
import { bringToolchain } from './toolchain.mjs';

/** The first steps of every program here: what the machine lacks, then Node and Yarn, then the dependencies. */
export async function prepare(step) {
  const missing = await missingRequirements({
    sqliteIsThere: async () =>
      dependenciesAreThere() || (await prebuiltCanBeHad()),
  });
  if (missing.length > 0) {
    throw new Failure(missing.join('\n'));
  }
  let tools;
  await step('toolchain', async say => {
    tools = await bringToolchain(say);
    return tools.versions;
  });
  await step('dependencies', say => installDependencies(tools, say));
  return tools;
}
