import { Condition, setCondition } from '../controllers/types';
import { KubernetesObject } from '../kubernetes';
import { Status, digestOf, withReady } from './status';

const FETCH_FAILED = 'FetchFailed';

/** Of a GitRepository whose branch is at this revision. */
export function sourceStatus(
  { metadata, status: before = {} }: KubernetesObject,
  revision: string,
  now: string,
): Status {
  const same = before.artifact?.revision === revision;
  const digest = digestOf(revision);
  return {
    ...before,
    observedGeneration: metadata.generation,
    artifact: same
      ? before.artifact
      : {
          revision,
          digest: `sha256:${digest}`,
          lastUpdateTime: now,
          path: `gitrepository/${metadata.namespace}/${
            metadata.name
          }/${digest.slice(0, 12)}.tar.gz`,
          url: `http://source-controller.${
            metadata.namespace
          }.svc.cluster.local./gitrepository/${metadata.namespace}/${
            metadata.name
          }/${digest.slice(0, 12)}.tar.gz`,
        },
    conditions: withReady(
      without(before.conditions),
      metadata.generation,
      now,
      {
        status: 'True',
        reason: 'Succeeded',
        message: `stored artifact for revision '${revision}'`,
      },
    ),
  };
}

/** Of one that cannot be fetched: what was fetched before stays. */
export function failedSourceStatus(
  { metadata, status: before = {} }: KubernetesObject,
  message: string,
  now: string,
): Status {
  const said = {
    reason: 'GitOperationFailed',
    message: `failed to checkout and determine revision: ${message}`,
  };
  const failed = setCondition(
    before.conditions ?? [],
    { type: FETCH_FAILED, status: 'True', ...said },
    now,
  );
  return {
    ...before,
    conditions: withReady(failed, metadata.generation, now, {
      status: 'False',
      ...said,
    }),
  };
}

function without(conditions: Condition[] = []): Condition[] {
  return conditions.filter(({ type }) => type !== FETCH_FAILED);
}
