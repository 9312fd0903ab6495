import type { KubernetesObject } from '@slipway/blueprint';

interface Variable {
  name: string;
  value?: string;
}

/** As far as starting it needs. */
export interface Container {
  name: string;
  command?: string[];
  args?: string[];
  env?: Variable[];
  ports?: { name: string; containerPort: number }[];
  readinessProbe?: { httpGet?: { path: string; port: string | number } };
  volumeMounts?: { name: string; mountPath: string }[];
  securityContext?: { runAsUser?: number; readOnlyRootFilesystem?: boolean };
}

interface Pod {
  securityContext?: { runAsUser?: number; runAsGroup?: number };
  terminationGracePeriodSeconds?: number;
  volumes?: { name: string; emptyDir?: object }[];
  containers: Container[];
}

/** A container as its manifest starts it. */
export interface Start {
  kind: string;
  container: Container;
  uid?: number;
  gid?: number;
  readonly: boolean;
  /** Where it may write. */
  memory: string[];
  /** For how long it may end, in seconds. */
  grace: number;
}

/** What a cluster starts of the image: the pods of deployments and jobs, their own container each. */
export function startsOf(objects: readonly KubernetesObject[]): Start[] {
  return objects.flatMap(object => {
    const spec = object.spec as any;
    const pod: Pod | undefined =
      object.kind === 'CronJob'
        ? spec.jobTemplate.spec.template.spec
        : spec?.template?.spec;
    if (!pod?.containers) {
      return [];
    }
    const [container] = pod.containers;
    const folders = (pod.volumes ?? [])
      .filter(({ emptyDir }) => emptyDir)
      .map(({ name }) => name);
    return [
      {
        kind: object.kind,
        container,
        uid:
          container.securityContext?.runAsUser ??
          pod.securityContext?.runAsUser,
        gid: pod.securityContext?.runAsGroup,
        readonly: container.securityContext?.readOnlyRootFilesystem ?? false,
        memory: (container.volumeMounts ?? [])
          .filter(({ name }) => folders.includes(name))
          .map(({ mountPath }) => mountPath),
        grace: pod.terminationGracePeriodSeconds ?? 30,
      },
    ];
  });
}

/**
 * The variables of its manifest, and where it is asked how it is. Its ports are its own in a cluster; here others listen as
 * well, so it is told free ones.
 */
export function told(
  { env = [], ports = [], readinessProbe }: Container,
  free: readonly number[],
): { variables: Record<string, string>; health?: string } {
  const variables = Object.fromEntries(
    env.flatMap(({ name, value }) =>
      value === undefined ? [] : [[name, value]],
    ),
  );
  const own = new Map<number, number>();
  ports.forEach(({ containerPort }, index) => {
    const teller = env.find(({ value }) => value === `${containerPort}`);
    if (teller) {
      variables[teller.name] = `${free[index]}`;
      own.set(containerPort, free[index]);
    }
  });
  const probe = readinessProbe?.httpGet;
  const port = ports.find(
    ({ name, containerPort }) =>
      name === probe?.port || containerPort === probe?.port,
  )?.containerPort;
  return {
    variables,
    ...(probe && port
      ? { health: `http://127.0.0.1:${own.get(port) ?? port}${probe.path}` }
      : {}),
  };
}
