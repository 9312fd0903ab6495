import { badRequest } from './status';
import { KubernetesObject } from './types';

/** What there is to read of a container: no process runs here, so only what happened to it. */
export function podLog(
  pod: KubernetesObject,
  container: string | null,
): string {
  const names: string[] = (pod.spec?.containers ?? []).map((c: any) => c.name);
  const name = container ?? names[0];
  const { name: podName } = pod.metadata;
  if (!names.includes(name)) {
    throw badRequest(`container ${name} is not valid for pod ${podName}`);
  }
  const status = (pod.status?.containerStatuses ?? []).find(
    (s: any) => s.name === name,
  );
  const waiting = status?.state?.waiting;
  if (!status || (waiting && !status.lastState?.terminated)) {
    throw badRequest(
      `container "${name}" in pod "${podName}" is waiting to start: ${
        waiting?.reason ?? 'ContainerCreating'
      }`,
    );
  }
  const started =
    status.state?.running?.startedAt ??
    status.lastState?.terminated?.startedAt ??
    pod.metadata.creationTimestamp;
  const line = (message: string) =>
    `${JSON.stringify({ time: started, level: 'INFO', msg: message })}\n`;
  return (
    line('This is the Slipway sandbox: no process runs in this container') +
    line(`image ${status.image}, restarted ${status.restartCount} times`)
  );
}
