/* eslint-disable no-console -- a program that people watch */
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { GoProgram, operators } from '../programs/programs';
import { recordCertManager } from './certManager';
import { recordExternalSecrets } from './externalSecrets';
import { recordFlux } from './flux';
import { recordKeda } from './keda';
import { Recorded } from './operator';
import { recordRollouts } from './rollouts';
import { recordSealedSecrets } from './sealedSecrets';

/** Where the tests of the state back end read them. */
const folder = path.resolve(
  // eslint-disable-next-line no-restricted-syntax -- this package is never built: it runs from its sources
  __dirname,
  '../../../plugins/slipway-backend/src/__testUtils__/recorded',
);

const recorders: Record<
  string,
  { of: GoProgram[]; record: () => Promise<Recorded> }
> = {
  'external-secrets': {
    of: [operators.externalSecrets],
    record: recordExternalSecrets,
  },
  'cert-manager': {
    of: [operators.certManager],
    record: recordCertManager,
  },
  flux: {
    of: [operators.fluxSource, operators.fluxKustomize],
    record: recordFlux,
  },
  rollouts: {
    of: [operators.rollouts],
    record: recordRollouts,
  },
  'sealed-secrets': {
    of: [operators.sealedSecrets],
    record: recordSealedSecrets,
  },
  keda: {
    of: [operators.keda, operators.kedaMetrics],
    record: recordKeda,
  },
};

/** Without what no reader asks for, and with one port for all runs. */
function cleaned(object: unknown): unknown {
  return JSON.parse(
    JSON.stringify(object, (key, value) =>
      key === 'managedFields' ? undefined : value,
    ).replaceAll(/127\.0\.0\.1:\d+/g, '127.0.0.1:8200'),
  );
}

/** Starts the named operators, or all, and writes down what they say of objects to which something happens. */
async function main(names: string[]): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const [name, { of, record }] of Object.entries(recorders)) {
    if (names.length === 0 || names.includes(name)) {
      const objects = cleaned(await record());
      const file = path.join(folder, `${name}.json`);
      const by = of.map(({ module, version }) => `${module} ${version}`);
      await writeFile(file, `${JSON.stringify({ by, objects }, null, 2)}\n`);
      console.log(`written: ${file}`);
    }
  }
}

main(process.argv.slice(2)).catch(error => {
  console.error(error.message);
  process.exitCode = 1;
});
