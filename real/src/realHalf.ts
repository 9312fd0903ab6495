import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { binaryPath, programs } from './programs/programs';

type ProgramName = keyof typeof programs;

/** What no more than some of the suites need, which say so: the others run where these did not fit into the budget. */
const apart: ProgramName[] = [
  'vault',
  'kubeControllerManager',
  'kubeScheduler',
  'kwok',
  'argocd',
];
const common = (Object.keys(programs) as ProgramName[]).filter(
  name => !apart.includes(name),
);

/** What a cluster needs in which something comes to be. */
export const workingCluster = [
  'etcd',
  'kubeApiserver',
  'kubeControllerManager',
  'kubeScheduler',
  'kwok',
] as const satisfies readonly ProgramName[];

/** The same with Argo CD and what it delivers from. */
export const withArgocd = [
  ...workingCluster,
  'kustomize',
  'helm',
  'gitea',
  'argocd',
] as const satisfies readonly ProgramName[];

/** What a program needs beside it that is not built: Argo CD keeps in it what it has compared. */
const installed: Partial<Record<ProgramName, string>> = {
  argocd: 'redis-server',
};

/** Why the tests against the real servers do not run here, or undefined where they do. */
export function whyNotReal(
  env: NodeJS.ProcessEnv = process.env,
  needs: readonly ProgramName[] = common,
): string | undefined {
  if (env.SLIPWAY_REAL !== '1') {
    return 'not run: run by npm run test:real';
  }
  if (!runs('go', 'version', env)) {
    return 'not run: no Go on this machine';
  }
  const absent = needs
    .flatMap(name => installed[name] ?? [])
    .find(program => !runs(program, '--version', env));
  if (absent) {
    return `not run: no ${absent} on this machine`;
  }
  const missing = needs.find(name => !existsSync(binaryPath(programs[name])));
  if (missing) {
    return `not run: ${programs[missing].name} is not built, the budget ran out`;
  }
  return undefined;
}

function runs(program: string, question: string, env: NodeJS.ProcessEnv) {
  return spawnSync(program, [question], { env }).status === 0;
}

/** A group of tests that needs the real servers; where they do not run, it is named with the reason. */
export function describeReal(
  name: string,
  tests: () => void,
  needs?: readonly ProgramName[],
) {
  const reason = whyNotReal(process.env, needs);
  if (reason) {
    describe(name, () => {
      test.todo(reason);
    });
  } else {
    describe(name, tests);
  }
}
