/** What a list can be cut down to. Whatever else is asked for is left out, as Argo CD leaves it out. */
const KNOWN = [
  'metadata.name',
  'metadata.namespace',
  'metadata.annotations',
  'metadata.labels',
  'metadata.creationTimestamp',
  'metadata.deletionTimestamp',
  'spec',
  'status.sync.status',
  'status.health',
  'status.summary',
  'status.operationState.startedAt',
  'status.operationState.finishedAt',
  'status.operationState.phase',
  'status.resources',
  'operation.sync',
];

/** The asked fields of an Application, out of those that there are to ask for. */
export function onlyFields(asked: string, application: object): object {
  const wanted = asked.split(',');
  const result = {};
  for (const field of KNOWN.filter(one => wanted.includes(`items.${one}`))) {
    copy(field.split('.'), application, result);
  }
  return result;
}

function copy(path: string[], from: any, to: any): void {
  const [key, ...rest] = path;
  if (from?.[key] === undefined) {
    return;
  }
  if (rest.length === 0) {
    to[key] = from[key];
  } else {
    to[key] ??= {};
    copy(rest, from[key], to[key]);
  }
}
