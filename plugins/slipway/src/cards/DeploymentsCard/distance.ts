import {
  commitsAhead,
  knownIn,
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
  const here = knownIn(environment.commits)?.running[0];
  const there = next && knownIn(next.commits)?.running[0];
  const commits = commitsAhead(here, there);
  if (commits === undefined) {
    return undefined;
  }
  const [a, b] = [here?.commit?.at, there?.commit?.at];
  return {
    commits,
    ...(a && b && { milliseconds: Math.abs(Date.parse(a) - Date.parse(b)) }),
  };
}
