import type { EnvironmentContext, NeedContext } from '../../context';

export interface Address {
  host: string;
  port: number;
}

export const POOLER_PORT = 6432;

/** Where a need is reached from the pods of the service; a managed one tells its host in its Secret unless the spec does. */
export function addressOf(
  environment: EnvironmentContext,
  need: NeedContext,
): Address {
  if (need.provider === 'shared') {
    return {
      host: `${need.service}-${need.need ?? need.name}.${sharedNamespace(
        environment,
        need,
      )}.svc`,
      port: need.port,
    };
  }
  if (need.pooler) {
    return { host: poolerName(need), port: POOLER_PORT };
  }
  return { host: serverName(need), port: need.port };
}

export function sharedNamespace(
  environment: EnvironmentContext,
  need: NeedContext,
): string {
  return namespaceOf(environment, need.service ?? '');
}

/** Where another service runs: beside this one, or in a namespace made by the same rule. */
export function namespaceOf(
  environment: EnvironmentContext,
  service: string,
): string {
  return environment.ownsNamespace
    ? `${service}-${environment.name}`
    : environment.namespace;
}

export function poolerName({ objectName }: NeedContext): string {
  return `${objectName}-pooler`;
}

/** The server itself, behind the pooler if there is one. */
export function serverName(need: NeedContext): string {
  switch (need.provider) {
    case 'cloudnative-pg':
      return `${need.objectName}-rw`;
    case 'strimzi':
      return `${need.objectName}-kafka-bootstrap`;
    default:
      return need.host ?? need.objectName;
  }
}

/** Whether its pods run in the environment's namespace and belong to this service. */
export function runsHere({ provider }: NeedContext): boolean {
  return !['managed', 'shared', 'r2'].includes(provider);
}
