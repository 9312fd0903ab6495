import {
  ownWorkloads,
  type EnvironmentDeployments,
  type WorkloadState,
} from '@slipway/plugin-slipway-common';
import { distanceOf, isUnplaced } from './distance';

/** What the form of the template asks, as a link fills it in. */
export type Move = { environment: string } & (
  | { which: 'promote'; from: string }
  | { which: 'named'; version: string; digest?: string }
);

export interface Way {
  move: Move;
  /** What it brings. */
  version: string;
  /** Where it is brought to, and where it runs. */
  environment: string;
  from: string;
}

/** What is well here and not yet in the environment after it. */
export function promotionOf(
  environment: EnvironmentDeployments,
  next: EnvironmentDeployments | undefined,
): Way | undefined {
  const here = builtIn(environment);
  if (
    !here ||
    !next ||
    next.guessed ||
    next.state.answer !== 'data' ||
    environment.state.answer !== 'data' ||
    environment.state.value.verdict.state !== 'healthy' ||
    ownWorkloads(next.state.value).some(({ image }) => image === here.image) ||
    // To promote is to go forward. Where nothing is known of commits, the versions tell.
    [environment, next].some(isUnplaced) ||
    (distanceOf(environment, next)?.commits ??
      here.version.localeCompare(builtIn(next)?.version ?? '', 'en', {
        numeric: true,
      })) < 0
  ) {
    return undefined;
  }
  const to = { environment: next.name, from: environment.name };
  return {
    move: { ...to, which: 'promote' },
    version: here.version,
    ...to,
  };
}

/** What ran before, where the cluster remembers it and its build can be told by its tag. */
export function wayBackOf(
  environment: EnvironmentDeployments,
): Way | undefined {
  const before = builtIn(environment)?.before;
  if (!before?.commit) {
    return undefined;
  }
  const { tag, digest, version } = before;
  const { name } = environment;
  return {
    move: {
      environment: name,
      which: 'named',
      version: tag,
      ...(digest && { digest }),
    },
    version,
    environment: name,
    from: name,
  };
}

/** What the service's own pipeline built: only its tags are lines of files that a pull request can change. */
function builtIn({
  guessed,
  state,
}: EnvironmentDeployments): WorkloadState | undefined {
  return guessed || state.answer !== 'data'
    ? undefined
    : ownWorkloads(state.value).find(({ commit }) => commit);
}
