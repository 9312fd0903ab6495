import { lastWords } from './lastWords';
import { badRequest } from './status';
import { KubernetesObject } from './types';

export interface LogWishes {
  container: string | null;
  /** Of the run before. */
  previous: boolean;
  tailLines?: number;
  limitBytes?: number;
}

/** What there is to read of a container: no process runs here, so what one like it would have written. */
export function podLog(pod: KubernetesObject, wishes: LogWishes): string {
  const { previous, tailLines, limitBytes } = wishes;
  const podName = pod.metadata.name;
  const name = containerOf(pod, wishes.container);
  const status = (pod.status?.containerStatuses ?? []).find(
    (one: any) => one.name === name,
  );
  const ended = status?.lastState?.terminated ?? status?.state?.terminated;
  if (previous && !status?.lastState?.terminated) {
    throw badRequest(
      `previous terminated container "${name}" in pod "${podName}" not found`,
    );
  }
  const waiting = status?.state?.waiting;
  if (!status || (waiting && !ended)) {
    throw badRequest(
      `container "${name}" in pod "${podName}" is waiting to start: ${
        waiting?.reason ?? 'ContainerCreating'
      }`,
    );
  }
  const spec = pod.spec?.containers.find((one: any) => one.name === name);
  const running = previous ? undefined : status.state?.running;
  const startedAt =
    running?.startedAt ?? ended?.startedAt ?? pod.metadata.creationTimestamp;
  const lines = lastWords({
    spec,
    image: status.image,
    startedAt,
    ended: running ? undefined : ended,
  });
  const text = lines
    .slice(tailLines === undefined ? 0 : Math.max(0, lines.length - tailLines))
    .map(line => `${line}\n`)
    .join('');
  return text.slice(0, limitBytes);
}

function containerOf(pod: KubernetesObject, wanted: string | null): string {
  const names: string[] = (pod.spec?.containers ?? []).map((c: any) => c.name);
  const podName = pod.metadata.name;
  if (!wanted && names.length !== 1) {
    throw badRequest(
      `a container name must be specified for pod ${podName}, choose one of: [${names.join(
        ' ',
      )}]`,
    );
  }
  const name = wanted || names[0];
  const inits = (pod.spec?.initContainers ?? []).map((c: any) => c.name);
  if (![...names, ...inits].includes(name)) {
    throw badRequest(`container ${name} is not valid for pod ${podName}`);
  }
  return name;
}
