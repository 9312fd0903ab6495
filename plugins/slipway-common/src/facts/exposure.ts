export interface ExposureFacts {
  routes: RouteFacts[];
  certificates: CertificateFacts[];
}

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
}

export interface CertificateFacts {
  name: string;
  secret: string;
  hosts: string[];
  ready: boolean;
  /** A new one is on its way. */
  issuing?: boolean;
  reason?: string;
  endsAt?: string;
  /** From when on it is to be renewed. */
  renewsAt?: string;
  issuer?: string;
}
