import { labels } from '@slipway/model';
import { IngressFacts, IngressPeer } from '@slipway/plugin-slipway-common';
import { PolicyPeer, Selector, selects } from '../kinds/policies';
import { ServiceObjects } from './ServiceObjects';

const NAMESPACE = 'kubernetes.io/metadata.name';
/** By which of their labels pods are called, the most telling first. */
const WHO = [labels.service, labels.kubernetesId, 'app.kubernetes.io/name'];

/** Who may connect to the pods of each workload, as the policies of its namespace have it. */
export function ingressOf(objects: ServiceObjects): IngressFacts[] {
  const policies = objects
    .around('NetworkPolicy')
    .filter(({ ingress }) => ingress);
  return objects
    .of('Deployment', 'StatefulSet', 'Rollout')
    .filter(({ need }) => !need)
    .map(({ name, podLabels = {} }) => {
      const about = policies.filter(({ pods }) => selects(pods, podLabels));
      if (about.length === 0) {
        return { workload: name, access: 'open', from: [] };
      }
      const rules = about.flatMap(({ ingress }) => ingress!);
      const from = unique(rules.flatMap(peersOf));
      return {
        workload: name,
        access: accessOf(rules, from),
        from: from.filter(({ who }) => who !== 'anybody'),
      };
    });
}

function accessOf(
  rules: PolicyPeer[][],
  from: IngressPeer[],
): IngressFacts['access'] {
  if (from.some(({ who }) => who === 'anybody')) {
    return 'allowed';
  }
  return rules.length > 0 ? 'limited' : 'closed';
}

function peersOf(rule: PolicyPeer[]): IngressPeer[] {
  return rule.length === 0 ? [{ who: 'anybody' }] : rule.flatMap(peerOf);
}

function peerOf({ pods, namespaces }: PolicyPeer): IngressPeer[] {
  if (!pods && !namespaces) {
    return [{ who: 'addresses' }];
  }
  const services = pods ? namesIn(pods, WHO) : [];
  const places = namespaces ? namesIn(namespaces, [NAMESPACE]) : [];
  if (pods && services.length > 0) {
    return services.map(name => ({ who: 'service', name }));
  }
  if (places.length > 0) {
    return places.map(name => ({ who: 'namespace', name }));
  }
  if (!namespaces) {
    return [{ who: isAll(pods!) ? 'neighbours' : 'some-neighbours' }];
  }
  return [{ who: isAll(namespaces) && !pods ? 'cluster' : 'some-namespaces' }];
}

/** What those are called that a selector means, as far as it says so by name. */
function namesIn(
  { labels: wanted, expressions }: Selector,
  keys: string[],
): string[] {
  for (const key of keys) {
    const among = expressions.find(
      one => one.key === key && one.operator === 'In',
    );
    const names = wanted[key] ? [wanted[key]] : among?.values ?? [];
    if (names.length > 0) {
      return [...names];
    }
  }
  return [];
}

function isAll({ labels: wanted, expressions }: Selector): boolean {
  return Object.keys(wanted).length === 0 && expressions.length === 0;
}

function unique(peers: IngressPeer[]): IngressPeer[] {
  const found = new Map(
    peers.map(peer => [`${peer.who} ${peer.name ?? ''}`, peer]),
  );
  return [...found.keys()].sort().map(key => found.get(key)!);
}
