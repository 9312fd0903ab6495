import type { DataFacts } from '../facts';
import type { RuleContext } from './rule';
import { say, some, type Finding } from './say';

/** What no cluster runs is not known to be well; what runs here besides has the word. */
export function elsewhereReasons(
  { stores, volumes, elsewhere = [] }: DataFacts,
  { environment }: RuleContext,
): Finding[] {
  const here = stores.filter(({ owner }) => !owner).length + volumes.length;
  return elsewhere.length === 0 || here > 0
    ? []
    : [
        {
          code: 'data-elsewhere',
          state: 'unknown',
          message: say`${some(
            elsewhere,
          )} of ${environment} is kept outside of the cluster, which does not say how it is`,
          evidence: say`A CronJob backs it up from here, and nothing here runs it.`,
          remedy: say`Look at it where it is run.`,
        },
      ];
}
