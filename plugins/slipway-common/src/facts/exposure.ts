export interface ExposureFacts {
  routes: RouteFacts[];
  certificates: CertificateFacts[];
  /** Who may connect to the pods of each workload; left out where that may not be read. */
  ingress?: IngressFacts[];
}

export interface IngressFacts {
  workload: string;
  /** No NetworkPolicy says anything; one lets everybody in; some are let in; nobody is. */
  access: 'open' | 'allowed' | 'limited' | 'closed';
  /** Whom policies name. */
  from: IngressPeer[];
}

export interface IngressPeer {
  who: (typeof ingressPeers)[number];
  /** Of a service or a namespace. */
  name?: string;
}

export const ingressPeers = [
  'service',
  'namespace',
  'neighbours',
  'some-neighbours',
  'cluster',
  'some-namespaces',
  'addresses',
  'anybody',
] as const;

export interface RouteFacts {
  kind: 'HTTPRoute' | 'GRPCRoute' | 'Ingress';
  name: string;
  hosts: string[];
  tls: boolean;
  /** Whether the gateway took it; left out where nobody says. */
  accepted?: boolean;
  /** What it leads to is not there, or may not be led to. */
  unresolved?: boolean;
  reason?: string;
  /** Those that it wants to be attached to; left out where gateways may not be read. */
  gateways?: GatewayFacts[];
}

export interface GatewayFacts {
  namespace: string;
  name: string;
  missing?: boolean;
  /** Those of its listeners that the route is for. */
  listeners: ListenerFacts[];
}

export interface ListenerFacts {
  name: string;
  host?: string;
  tls: boolean;
  /** Whether it serves what is attached to it; left out where nobody says. */
  programmed?: boolean;
  /** Its certificate is not there, or may not be taken. */
  unresolved?: boolean;
  reason?: string;
}

export interface CertificateFacts {
  name: string;
  secret: string;
  hosts: string[];
  ready: boolean;
  /** A new one is on its way. */
  issuing?: boolean;
  /** For how long; only the rules ask. */
  issuingSince?: string;
  reason?: string;
  endsAt?: string;
  /** From when on it is to be renewed. */
  renewsAt?: string;
  issuer?: string;
  /** The gateway that shows it, of one that is not the service's own. */
  gateway?: string;
}
