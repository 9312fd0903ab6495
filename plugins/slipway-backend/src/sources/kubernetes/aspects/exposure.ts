import {
  CertificateFacts,
  ExposureFacts,
  GatewayFacts,
  RouteFacts,
} from '@slipway/plugin-slipway-common';
import { Listener, ParentRef, gatewayPlace } from '../kinds/gateways';
import {
  PrunedCertificate,
  PrunedRoute,
  certificatePlace,
} from '../kinds/operators';
import { ServiceObjects } from './ServiceObjects';
import { ingressOf } from './ingress';

/** Under which names the service is reached, and by whom; `undefined` when under none. */
export function toExposureFacts(
  objects: ServiceObjects,
): ExposureFacts | undefined {
  const routes = objects
    .of('HTTPRoute', 'GRPCRoute', 'Ingress')
    .map(route => attached(route, objects));
  const own = objects.of('Certificate').map(one => certificateOf(one));
  const certificates = [
    ...own,
    ...routes
      .flatMap(({ shown }) => shown)
      .filter((one, at, all) => all.findIndex(o => same(o, one)) === at),
  ];
  const knowsPolicies = (
    ['NetworkPolicy', 'Deployment', 'StatefulSet', 'Rollout'] as const
  ).every(kind => objects.isRead(kind));
  return routes.length + own.length > 0
    ? {
        routes: routes.map(({ facts }) => facts),
        certificates,
        ...(knowsPolicies && { ingress: ingressOf(objects) }),
      }
    : undefined;
}

interface Attached {
  facts: RouteFacts;
  /** What the listeners show for it. */
  shown: CertificateFacts[];
}

function attached(route: PrunedRoute, objects: ServiceObjects): Attached {
  const { kind, name, tls, accepted, unresolved, reason, parents } = route;
  const found = objects.isRead('Gateway')
    ? (parents ?? [])
        .map(parent => listenersFor(parent, route, objects))
        // Whoever took it has it from somewhere.
        .filter(gateway => gateway.listeners || !accepted)
    : [];
  const listeners = found.flatMap(gateway => gateway.listeners ?? []);
  const hosts =
    route.hosts.length > 0
      ? route.hosts
      : [...new Set(listeners.flatMap(({ host }) => host ?? []))];
  return {
    facts: {
      kind,
      name,
      hosts,
      tls: listeners.length > 0 ? listeners.some(one => one.tls) : tls,
      ...(accepted !== undefined && { accepted }),
      ...(unresolved && { unresolved }),
      ...(reason && { reason }),
      ...(found.length > 0 && { gateways: found.map(gatewayOf) }),
    },
    shown: found.flatMap(({ name: gateway, listeners: all }) =>
      (all ?? [])
        .flatMap(({ secrets }) => secrets)
        .flatMap(secret => {
          const certificate = objects.at('Certificate', secretPlace(secret));
          return certificate ? [certificateOf(certificate, gateway)] : [];
        }),
    ),
  };
}

type Found = Pick<ParentRef, 'namespace' | 'name'> & {
  listeners?: Listener[];
};

/** `listeners` is left out where the gateway is not there. */
function listenersFor(
  parent: ParentRef,
  { hosts }: PrunedRoute,
  objects: ServiceObjects,
): Found {
  const { namespace, name, listener, port } = parent;
  const gateway = objects.at('Gateway', gatewayPlace(namespace, name));
  return {
    namespace,
    name,
    ...(gateway && {
      listeners: gateway.listeners.filter(
        one =>
          (listener === undefined || one.name === listener) &&
          (port === undefined || one.port === port) &&
          (!one.host ||
            hosts.length === 0 ||
            hosts.some(host => meets(host, one.host!))),
      ),
    }),
  };
}

function gatewayOf({ namespace, name, listeners }: Found): GatewayFacts {
  return {
    namespace,
    name,
    ...(!listeners && { missing: true }),
    listeners: (listeners ?? []).map(one => ({
      name: one.name,
      tls: one.tls,
      ...(one.host && { host: one.host }),
      ...(one.programmed !== undefined && { programmed: one.programmed }),
      ...(one.unresolved && { unresolved: true }),
      ...(one.reason && { reason: one.reason }),
    })),
  };
}

/** A star stands for any number of names before the rest, on either side. */
function meets(a: string, b: string): boolean {
  const within = (name: string, pattern: string) =>
    pattern.startsWith('*.') && name.endsWith(pattern.slice(1));
  return a === b || within(a, b) || within(b, a);
}

function secretPlace(secret: string): string {
  const [namespace, name] = secret.split('/');
  return certificatePlace(namespace, name);
}

function certificateOf(
  {
    name,
    secret,
    hosts,
    ready,
    issuing,
    issuingSince,
    reason,
    endsAt,
    renewsAt,
    issuer,
  }: PrunedCertificate,
  gateway?: string,
): CertificateFacts {
  return {
    name,
    secret,
    hosts,
    ready,
    ...(issuing && { issuing }),
    ...(issuingSince && { issuingSince }),
    ...(reason && { reason }),
    ...(endsAt && { endsAt }),
    ...(renewsAt && { renewsAt }),
    ...(issuer && { issuer }),
    ...(gateway && { gateway }),
  };
}

function same(a: CertificateFacts, b: CertificateFacts): boolean {
  return a.name === b.name && a.secret === b.secret && a.gateway === b.gateway;
}
