import {
  commitsAhead,
  knownIn,
  ownWorkloads,
  type CommitsState,
  type EnvironmentDeployments,
} from '@slipway/plugin-slipway-common';

export interface Distance {
  /** Greater than 0: this many commits are still to be promoted. */
  commits: number;
  /** Between the commits that run. */
  milliseconds?: number;
}

/** How far what runs here is ahead of what runs in the environment that is promoted to; nothing where nobody can tell. */
export function distanceOf(
  environment: EnvironmentDeployments,
  next: EnvironmentDeployments | undefined,
): Distance | undefined {
  const here = runningIn(environment);
  const there = next && runningIn(next);
  const commits = commitsAhead(here, there);
  // As far along, and still another commit: one of the pipeline's own, which are not counted.
  if (commits === undefined || (commits === 0 && here?.ref !== there?.ref)) {
    return undefined;
  }
  const [a, b] = [here?.commit?.at, there?.commit?.at];
  return {
    commits,
    ...(a && b && { milliseconds: Math.abs(Date.parse(a) - Date.parse(b)) }),
  };
}

/** The Git host is asked, and has yet to say how new what runs here is. */
export function isUnplaced(environment: EnvironmentDeployments): boolean {
  const known = knownIn(environment.state);
  return (
    knownIn(environment.commits)?.known === 'data' &&
    Boolean(known && ownWorkloads(known).some(({ commit }) => commit)) &&
    !runningIn(environment)
  );
}

/** What the Git host says of the commit that runs; just after a deploy it still tells of the one before. */
function runningIn({
  state,
  commits,
}: EnvironmentDeployments): CommitsState['running'][number] | undefined {
  const known = knownIn(state);
  const built = known && ownWorkloads(known).find(({ commit }) => commit);
  return knownIn(commits)?.running.find(({ ref }) => ref === built?.commit);
}
