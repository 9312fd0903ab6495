import { seconds } from '@slipway/model';
import { ParentRef, hostIn, parentsOf } from './gateways';
import {
  Prune,
  Pruned,
  Raw,
  anyones,
  array,
  condition,
  find,
  ofService,
  optional,
  path,
  present,
  readiness,
  readinessOf,
  reason,
  text,
  time,
} from './read';

/** An object from which an operator makes a Secret. */
export interface PrunedSecretSource extends Pruned {
  kind: 'ExternalSecret' | 'SealedSecret' | 'InfisicalStaticSecret';
  /** The Secret that it makes. */
  secret: string;
  store?: string;
  paths: string[];
  ready: boolean;
  waiting?: boolean;
  reason?: string;
  syncedAt?: string;
  refreshSeconds?: number;
}

export interface PrunedCertificate extends Pruned {
  kind: 'Certificate';
  secret: string;
  hosts: string[];
  ready: boolean;
  issuing?: boolean;
  issuingSince?: string;
  reason?: string;
  endsAt?: string;
  renewsAt?: string;
  issuer?: string;
}

export interface PrunedRoute extends Pruned {
  kind: 'HTTPRoute' | 'GRPCRoute' | 'Ingress';
  hosts: string[];
  tls: boolean;
  accepted?: boolean;
  unresolved?: boolean;
  reason?: string;
  /** The gateways that it wants to be attached to. */
  parents?: ParentRef[];
}

export const pruneExternalSecret = ofService<PrunedSecretSource>(
  (base, { spec, status }) => {
    const keys = [
      ...array(spec.data).map(one => one?.remoteRef?.key),
      ...array(spec.dataFrom).map(one => one?.extract?.key ?? one?.find?.path),
    ];
    const said = readiness(status);
    const absent = said.ready ? withoutSecret(spec, status) : undefined;
    return {
      ...base,
      kind: 'ExternalSecret',
      secret: text(spec.target?.name) ?? base.name,
      paths: paths(keys),
      ...(absent ? { ready: false, reason: absent } : said),
      ...present({
        store: path(spec.secretStoreRef?.name),
        // It moves with each look that the operator was content with, also where that brought nothing.
        syncedAt: absent ? undefined : time(status.refreshTime),
        refreshSeconds: lasting(spec.refreshInterval),
      }),
    };
  },
);

/** Why there is no Secret although the operator says that all is well: it did what it was told to, and that made none. */
function withoutSecret(spec: Raw, status: Raw): string | undefined {
  const { reason: word } = reason(find(status.conditions, 'Ready') ?? {});
  if (word === 'SecretDeleted' || word === 'SecretMissing') {
    return word;
  }
  // The name is empty until a Secret was made; operators of old have no such field, and some are told to make none.
  const none = status.binding && !text(status.binding.name);
  return none && spec.target?.creationPolicy !== 'None'
    ? 'NothingFound'
    : undefined;
}

export const pruneSealedSecret = ofService<PrunedSecretSource>(
  (base, { metadata, status }) => {
    const synced = find(status.conditions, 'Synced');
    const brought = synced?.status === 'True';
    return {
      ...base,
      kind: 'SealedSecret',
      // Whatever its template calls it.
      secret: base.name,
      paths: [],
      ...(status.observedGeneration < metadata.generation
        ? { ready: false, waiting: true }
        : { ...readinessOf(synced), ...(!brought && unsealed(synced)) }),
      ...present({
        syncedAt: brought ? time(synced?.lastUpdateTime) : undefined,
      }),
    };
  },
);

const sealedWords: [RegExp, string][] = [
  [/no key could decrypt|illegal base64/, 'CannotBeOpened'],
  [/is not managed by SealedSecret/, 'SecretInTheWay'],
  [/field is immutable/, 'SecretImmutable'],
];

/** Its operator gives no reasons, only sentences. */
function unsealed(said: Raw | undefined): { reason?: string } {
  const message = text(said?.message) ?? '';
  return optional(
    'reason',
    sealedWords.find(([pattern]) => pattern.test(message))?.[1],
  );
}

export const pruneInfisicalSecret = ofService<PrunedSecretSource>(
  (base, { spec, status }) => {
    // Its conditions carry the operator's group before their name.
    const said = array(status.conditions).find(({ type }) =>
      /(^|\/)(Ready|Synced|ReadyToSyncSecrets)$/.test(text(type) ?? ''),
    );
    return {
      ...base,
      kind: 'InfisicalStaticSecret',
      secret: text(spec.target?.name) ?? base.name,
      paths: paths([spec.secretPath]),
      ...readinessOf(said),
      ...present({
        store: path(spec.connectionRef?.name),
        syncedAt:
          said?.status === 'True' ? time(said.lastTransitionTime) : undefined,
        refreshSeconds: lasting(spec.refreshInterval),
      }),
    };
  },
);

function lasting(duration: unknown): number | undefined {
  return seconds(text(duration) ?? '') || undefined;
}

/** Where one is found whose Secret somebody names. */
export const certificatePlace = (namespace: string, secret: string) =>
  `Certificate/${namespace}/${secret}`;

const ownCertificate = ofService<PrunedCertificate>((base, { spec, status }) =>
  certificateIn(base, spec, status),
);

/** A gateway may show one that is nobody's in the catalog. */
export const pruneCertificate: Prune<PrunedCertificate> = (object, whose) => {
  const own = ownCertificate(object, whose);
  if (own) {
    return own;
  }
  const { spec = {}, status = {} } = object as Raw;
  const found = certificateIn(anyones(object), spec, status);
  return { ...found, place: certificatePlace(found.namespace, found.secret) };
};

function certificateIn(
  base: Pruned,
  spec: Raw,
  status: Raw,
): PrunedCertificate {
  return {
    ...base,
    kind: 'Certificate',
    secret: text(spec.secretName) ?? base.name,
    hosts: hosts(spec.dnsNames),
    ...readiness(status),
    ...condition(
      status,
      'Issuing',
      ({ status: said, lastTransitionTime }) =>
        said === 'True' && {
          issuing: true,
          ...present({ issuingSince: time(lastTransitionTime) }),
        },
    ),
    ...present({
      endsAt: time(status.notAfter),
      renewsAt: time(status.renewalTime),
      issuer: path(spec.issuerRef?.name),
    }),
  };
}

export const pruneRoute = (kind: 'HTTPRoute' | 'GRPCRoute') =>
  ofService<PrunedRoute>((base, { spec, status }) => {
    const parents = (type: string) =>
      array(status.parents).flatMap(
        parent => find(parent?.conditions, type) ?? [],
      );
    const said = parents('Accepted');
    const refused = said.find(c => c.status === 'False');
    const unresolved = parents('ResolvedRefs').find(c => c.status === 'False');
    const no = refused ?? unresolved;
    return {
      ...base,
      kind,
      hosts: hosts(spec.hostnames),
      // Who ends TLS is the gateway's business: where it may not be read, what it serves by name is served with it.
      tls: true,
      parents: parentsOf(spec.parentRefs, base),
      ...(said.length > 0 && { accepted: refused === undefined }),
      ...(unresolved && { unresolved: true }),
      ...(no && reason(no)),
    };
  });

export const pruneIngress = ofService<PrunedRoute>((base, { spec }) => ({
  ...base,
  kind: 'Ingress',
  hosts: hosts(array(spec.rules).map(rule => rule?.host)),
  tls: array(spec.tls).length > 0,
}));

function hosts(of: unknown): string[] {
  return [...new Set(array(of).flatMap(host => hostIn(host) ?? []))];
}

function paths(of: unknown[]): string[] {
  return [...new Set(of.flatMap(one => path(one) ?? []))];
}
