import type { IProbe } from 'kubernetes-models/v1';
import { seconds } from '@slipway/model';
import type { WorkloadContext } from '../../context';

const HEALTH_PORT = 9090;

type Kind = 'startup' | 'liveness' | 'readiness';

/** Three probes that mean three things: is it up at last, does it still work, can it take requests now. */
export function probesOf(workload: WorkloadContext) {
  return {
    ...probe(workload, 'startup', 'startupProbe'),
    ...probe(workload, 'liveness', 'livenessProbe'),
    ...probe(workload, 'readiness', 'readinessProbe'),
  };
}

function probe(
  workload: WorkloadContext,
  kind: Kind,
  field: string,
): Record<string, IProbe> {
  const wanted = workload.probes?.[kind];
  if (!wanted) {
    return {};
  }
  return {
    [field]: {
      ...check(workload, kind, wanted),
      ...(wanted.period ? { periodSeconds: seconds(wanted.period) } : {}),
      ...(wanted.timeout ? { timeoutSeconds: seconds(wanted.timeout) } : {}),
      ...(wanted.failures ? { failureThreshold: wanted.failures } : {}),
    },
  };
}

/**
 * Where a process that serves nobody is asked for its health, and for its metrics: on one port, which is there as long
 * as somebody asks.
 */
export function sidePort({
  serves,
  metrics,
  probes,
  port,
}: WorkloadContext): { name: string; port: number } | undefined {
  if (metrics && metrics.port !== port) {
    return { name: 'metrics', port: metrics.port };
  }
  return !serves && Object.values(probes ?? {}).some(one => one && !one.port)
    ? { name: 'health', port: HEALTH_PORT }
    : undefined;
}

/** Where probes alone are answered: programs of others may have a port for their health. */
export function healthPorts(
  workload: WorkloadContext,
): { name: string; port: number }[] {
  const known = [workload.port, sidePort(workload)?.port];
  const own = Object.values(workload.probes ?? {}).flatMap(one =>
    one && one.port && !known.includes(one.port) ? [one.port] : [],
  );
  return [...new Set(own)].map(number => ({
    name: `health-${number}`,
    port: number,
  }));
}

/** gRPC servers tell their health by gRPC's own protocol: the empty service lives, `ready` takes requests. */
function check(
  workload: WorkloadContext,
  kind: Kind,
  { path, port: asked }: { path?: string; port?: number },
): IProbe {
  const { type, port, serves } = workload;
  if (type === 'grpc') {
    return {
      grpc: {
        port: asked ?? port,
        ...(kind === 'readiness' ? { service: 'ready' } : {}),
      },
    };
  }
  return {
    httpGet: {
      path: path ?? '/healthz',
      port: portName(workload, asked ?? (serves ? port : undefined)),
    },
  };
}

/** What the port of a probe is called in the pod; of who serves nobody it is the side port. */
function portName(workload: WorkloadContext, asked: number | undefined) {
  const { serves, port } = workload;
  const own = healthPorts(workload).find(one => one.port === asked);
  if (own) {
    return own.name;
  }
  return serves && asked === port ? 'http' : sidePort(workload)!.name;
}
