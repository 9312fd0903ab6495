import type { Aspect, FactsOf } from '../facts';
import type { StateOf } from '../states';
import { backupsStateOf } from './backups';
import { commitsStateOf } from './commits';
import { dataStateOf } from './data';
import { deliveryStateOf } from './delivery';
import { deploymentStateOf } from './deployment';
import { exposureStateOf } from './exposure';
import { firstDayStateOf } from './firstDay';
import { goldenPathStateOf } from './goldenPath';
import { namespaceStateOf, quotaStateOf } from './quota';
import type { RuleContext } from './rule';
import { scalingStateOf } from './scaling';
import { secretsStateOf } from './secrets';
import { useStateOf } from './use';
import { vaultStateOf } from './vault';

const rules: {
  [A in Aspect]: (facts: FactsOf[A], context: RuleContext) => StateOf[A];
} = {
  deployments: deploymentStateOf,
  commits: commitsStateOf,
  delivery: deliveryStateOf,
  quota: quotaStateOf,
  scaling: scalingStateOf,
  data: dataStateOf,
  backups: backupsStateOf,
  secrets: secretsStateOf,
  vault: vaultStateOf,
  exposure: exposureStateOf,
  firstDay: firstDayStateOf,
  goldenPath: goldenPathStateOf,
  namespace: namespaceStateOf,
  use: useStateOf,
};

/** What the rules say about what was seen. */
export function stateOf<A extends Aspect>(
  aspect: A,
  facts: FactsOf[A],
  context: RuleContext,
): StateOf[A] {
  return rules[aspect](facts, context);
}
