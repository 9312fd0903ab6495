import { labels as ours } from '@slipway/model';
import { Claim } from '../../entities/identity';
import { StageOf } from '../../entities/stages';

/** What of an object tells whose it is. */
export interface Signs {
  namespace: string;
  name: string;
  labels: Readonly<Record<string, string>>;
  /** Of what delivers others: the namespace that it delivers to. */
  target?: string;
  /** An Application may be named by an entity. */
  application?: boolean;
}

export interface Whose {
  service: string;
  environment: string;
}

/** `undefined`: nobody's in the catalog. */
export type Namer = (signs: Signs) => Whose | undefined;

/** What is read when no entity of the catalog wants more: what carries Backstage's label, which Slipway's objects do, too. */
export const LABEL = ours.kubernetesId;

/** Whether objects without {@link LABEL} may be somebody's as well. */
export function wantsMore(
  claims: readonly Claim[],
  kind: { application?: boolean },
): boolean {
  return claims.some(
    ({ selector, applications }) =>
      selector || (kind.application && applications),
  );
}

/** Slipway's labels say it all; then what entities claim, the longest claim first; then Backstage's label. */
export function namerFor(
  cluster: string,
  claims: readonly Claim[],
  stageOf: StageOf,
): Namer {
  const bySelector = [...claims]
    .filter(({ selector }) => selector)
    .sort((a, b) => b.selector!.text.length - a.selector!.text.length);
  const byApplication = claims.filter(({ applications }) => applications);
  return ({ namespace, name, labels, target, application }) => {
    const service = own(labels, ours.service);
    const said = own(labels, ours.environment);
    const guessed = () => stageOf(cluster, target || namespace);
    if (service) {
      return { service, environment: said || guessed() };
    }
    const claim =
      (application &&
        byApplication.find(({ applications }) =>
          'names' in applications!
            ? applications.names.includes(name)
            : applications!.selector.matches(labels),
        )) ||
      bySelector.find(({ selector }) => selector!.matches(labels));
    const claimed = claim?.service ?? own(labels, LABEL);
    return claimed
      ? {
          service: claimed,
          environment:
            said || declared(claim, cluster, target, namespace) || guessed(),
        }
      : undefined;
  };
}

/** What delivers may lie elsewhere than what it delivers, and does not tell that cluster by the name it has here. */
function declared(
  claim: Claim | undefined,
  cluster: string,
  target: string | undefined,
  namespace: string,
): string | undefined {
  const there = (claim?.environments ?? []).filter(
    one => one.namespace === (target || namespace),
  );
  const here = there.find(one => one.cluster === cluster);
  return (here ?? (target && there.length === 1 ? there[0] : undefined))?.name;
}

function own(labels: Readonly<Record<string, string>>, name: string): string {
  const value = Object.hasOwn(labels, name) ? labels[name] : '';
  return typeof value === 'string' ? value : '';
}
