import {
  Pruned,
  Raw,
  anyones,
  array,
  code,
  find,
  path,
  present,
  text,
} from './read';

/** Where a gateway takes connections. */
export interface Listener {
  name: string;
  port?: number;
  host?: string;
  tls: boolean;
  /** Secrets with the certificates that it shows, as `namespace/name`. */
  secrets: string[];
  /** Whether it serves what is attached to it; left out where nobody says. */
  programmed?: boolean;
  /** It names a certificate that is not there, or that it may not take. */
  unresolved?: boolean;
  reason?: string;
}

/** A platform's own, most often in a namespace where no service is: routes name it from wherever they are. */
export interface PrunedGateway extends Pruned {
  kind: 'Gateway';
  listeners: Listener[];
}

/** Objects that others name are found by this. */
export const gatewayPlace = (namespace: string, name: string) =>
  `Gateway/${namespace}/${name}`;

export function pruneGateway(object: unknown): PrunedGateway {
  const base = anyones(object);
  const { spec = {}, status = {} } = object as Raw;
  return {
    ...base,
    kind: 'Gateway',
    place: gatewayPlace(base.namespace, base.name),
    listeners: array(spec.listeners).flatMap(one => {
      const name = path(one?.name);
      const said = array(status.listeners).find(l => l?.name === name);
      return name ? [listenerOf(name, one, said ?? {}, status, base)] : [];
    }),
  };
}

function listenerOf(
  name: string,
  one: Raw,
  said: Raw,
  gateway: Raw,
  { namespace }: Pruned,
): Listener {
  const conditions = ['Accepted', 'Programmed'].flatMap(type => [
    find(said.conditions, type) ?? find(gateway.conditions, type) ?? [],
  ]);
  const all = conditions.flat();
  const no = all.find(({ status }) => status === 'False');
  const unresolved = find(said.conditions, 'ResolvedRefs');
  const isUnresolved = unresolved?.status === 'False';
  const tls = one.protocol === 'HTTPS' || one.protocol === 'TLS';
  return {
    name,
    tls,
    secrets: array(one.tls?.certificateRefs).flatMap(ref => {
      const secret = path(ref?.name);
      const kind = text(ref?.kind) ?? 'Secret';
      return secret && kind === 'Secret'
        ? [`${path(ref.namespace) ?? namespace}/${secret}`]
        : [];
    }),
    ...(all.length > 0 && { programmed: no === undefined }),
    ...(isUnresolved && { unresolved: true }),
    ...present({
      port: typeof one.port === 'number' ? one.port : undefined,
      host: hostIn(one.hostname),
      reason: code((isUnresolved ? unresolved : no)?.reason),
    }),
  };
}

/** A gateway's listener, as a route names it. */
export interface ParentRef {
  namespace: string;
  name: string;
  listener?: string;
  port?: number;
}

export function parentsOf(refs: unknown, { namespace }: Pruned): ParentRef[] {
  return array(refs).flatMap(ref => {
    const name = path(ref?.name);
    const kind = text(ref?.kind) ?? 'Gateway';
    return name && kind === 'Gateway'
      ? [
          {
            namespace: path(ref.namespace) ?? namespace,
            name,
            ...present({
              listener: path(ref.sectionName),
              port: typeof ref.port === 'number' ? ref.port : undefined,
            }),
          },
        ]
      : [];
  });
}

export function hostIn(value: unknown): string | undefined {
  const name = text(value);
  return name && /^[a-z0-9*.-]{1,253}$/i.test(name) ? name : undefined;
}
