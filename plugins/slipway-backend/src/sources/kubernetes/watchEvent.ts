import { ClusterError } from './client';
import { unusableAnswer } from './problems';

export interface WatchEvent {
  type: 'ADDED' | 'MODIFIED' | 'DELETED' | 'BOOKMARK';
  object: unknown;
  /** `namespace/name`, as the pruned object has it. */
  key: string;
  resourceVersion: string;
}

/** Reads one line of a watch. Throws what the server says went wrong, and on lines that are no event. */
export function parseWatchEvent(line: string): WatchEvent {
  let event: { type?: unknown; object?: any } | undefined;
  try {
    event = JSON.parse(line);
  } catch {
    throw unusableAnswer();
  }
  const type = event?.type;
  if (type === 'ERROR') {
    throw serverError(event?.object?.code);
  }
  const { resourceVersion, namespace, name } = event?.object?.metadata ?? {};
  if (
    (type !== 'ADDED' &&
      type !== 'MODIFIED' &&
      type !== 'DELETED' &&
      type !== 'BOOKMARK') ||
    typeof resourceVersion !== 'string' ||
    resourceVersion === ''
  ) {
    throw unusableAnswer();
  }
  const key = `${namespace}/${name}`;
  return { type, object: event?.object, key, resourceVersion };
}

function serverError(code: unknown): ClusterError {
  if (code === 410) {
    return new ClusterError('gone', 'the version asked for is too old');
  }
  if (code === 401 || code === 403) {
    return new ClusterError('denied', `answered ${code}`);
  }
  const said = Number.isInteger(code) ? `code ${code}` : 'an error';
  return new ClusterError(
    'unreachable',
    `the stream of changes ended with ${said}`,
  );
}
