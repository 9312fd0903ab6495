import type { GatewayFacts, ListenerFacts, RouteFacts } from '../facts';
import type { RuleContext } from './rule';
import { say, some, type Finding } from './say';

/** Whether what serves a route took it, serves it, and leads it somewhere. The first cause explains what comes after it. */
export function routeReasons(
  route: RouteFacts,
  context: RuleContext,
): Finding[] {
  const found =
    refusedReason(route, context) ??
    missingReason(route, context) ??
    unservedReason(route, context) ??
    unresolvedReason(route, context);
  return found ? [found] : [];
}

const hostsOf = ({ hosts, name }: RouteFacts) => some(hosts) || name;

const because = (reason: string | undefined) =>
  reason ? say`, ${reason}` : '';

function refusedReason(
  route: RouteFacts,
  { environment }: RuleContext,
): Finding | undefined {
  const { kind, name, accepted, reason } = route;
  return accepted === false
    ? {
        code: 'route-refused',
        state: 'failed',
        message: say`${environment} cannot be reached at ${hostsOf(
          route,
        )}: the gateway did not take the route`,
        evidence: say`${kind} ${name}: not accepted${because(reason)}.`,
        remedy: say`Check expose for ${environment} in slipway.yaml against the gateway's listeners, or ask the platform team.`,
      }
    : undefined;
}

/** Nobody says that a route which names nothing is not served. */
function missingReason(
  route: RouteFacts,
  { environment }: RuleContext,
): Finding | undefined {
  const { kind, name, gateways = [] } = route;
  const missing = gateways.filter(gateway => gateway.missing);
  return missing.length > 0 && missing.length === gateways.length
    ? {
        code: 'gateway-missing',
        state: 'failed',
        message: say`${environment} cannot be reached at ${hostsOf(
          route,
        )}: its gateway is not there`,
        evidence: say`${kind} ${name} names ${some(missing.map(placeOf))}.`,
        remedy: say`Check the gateway in the cluster's profile, or ask the platform team.`,
      }
    : undefined;
}

function unservedReason(
  route: RouteFacts,
  { environment }: RuleContext,
): Finding | undefined {
  const all = (route.gateways ?? []).flatMap(gateway =>
    gateway.listeners.map(listener => ({ gateway, listener })),
  );
  // One that serves is enough; one of which nothing is said may serve.
  const bad = all.filter(({ listener }) => isBad(listener));
  if (all.length === 0 || bad.length < all.length) {
    return undefined;
  }
  const [{ gateway, listener }] = bad;
  const where = say`listener ${listener.name} of gateway ${placeOf(gateway)}`;
  const remedy = say`It is the platform's: tell the platform team.`;
  if (listener.unresolved) {
    return {
      code: 'listener-unresolved',
      state: listener.programmed === false ? 'failed' : 'degraded',
      message: say`${environment} may not be reached at ${hostsOf(
        route,
      )}: the gateway has no certificate that it may show`,
      evidence: say`${where}: references not resolved${because(
        listener.reason,
      )}.`,
      remedy,
    };
  }
  return listener.reason === 'Pending'
    ? {
        code: 'listener-pending',
        state: 'progressing',
        message: say`The gateway is about to serve ${hostsOf(
          route,
        )} of ${environment}`,
        evidence: say`${where}: not programmed${because(listener.reason)}.`,
      }
    : {
        code: 'listener-down',
        state: 'failed',
        message: say`${environment} cannot be reached at ${hostsOf(
          route,
        )}: the gateway does not serve it`,
        evidence: say`${where}: not programmed${because(listener.reason)}.`,
        remedy,
      };
}

function isBad({ programmed, unresolved }: ListenerFacts): boolean {
  return programmed === false || unresolved === true;
}

function placeOf({ namespace, name }: GatewayFacts): string {
  return `${namespace}/${name}`;
}

function unresolvedReason(
  route: RouteFacts,
  { environment }: RuleContext,
): Finding | undefined {
  const { kind, name, unresolved, reason } = route;
  return unresolved
    ? {
        code: 'route-unresolved',
        state: 'failed',
        message: say`${hostsOf(
          route,
        )} of ${environment} leads to something that is not there`,
        evidence: say`${kind} ${name}: references not resolved${because(
          reason,
        )}.`,
        remedy: say`Check that the Services which it names exist in ${environment}, under these ports.`,
      }
    : undefined;
}
