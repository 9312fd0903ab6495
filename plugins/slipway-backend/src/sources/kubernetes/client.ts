/** Which objects are read: an API path and the labels that they must have. */
export interface ResourceQuery {
  /** `/apis/apps/v1/deployments` */
  path: string;
  labelSelector?: string;
  fieldSelector?: string;
  /** Answered by a server behind the cluster's: the list has no version. */
  aggregated?: true;
}

/** A page of a list, without the objects that it had. */
export interface ListPage {
  resourceVersion: string;
  continue?: string;
}

/** One cluster, as far as a source needs it. Rejections are {@link ClusterError}s, or the signal's abort. */
export interface ClusterClient {
  /** The groups' versions that the cluster has, such as `apps/v1`. */
  apis(signal: AbortSignal): Promise<Set<string>>;
  /** One object by its path; `undefined`: there is none. */
  get(path: string, signal: AbortSignal): Promise<unknown | undefined>;
  /** Its objects are handed over as they arrive: that the page is good is known only when it has ended. */
  list(
    query: ResourceQuery,
    options: {
      limit: number;
      continue?: string;
      signal: AbortSignal;
      onItem(item: unknown): void;
    },
  ): Promise<ListPage>;
  /** The lines of the stream, each one watch event as JSON text. */
  watch(
    query: ResourceQuery,
    options: {
      resourceVersion: string;
      timeoutSeconds: number;
      signal: AbortSignal;
    },
  ): AsyncIterable<string>;
}

export type ClusterProblem =
  /** 401, 403 */
  | 'denied'
  /** No answer, or a failure. */
  | 'unreachable'
  /** An answer that is not what Kubernetes sends. */
  | 'unusable'
  /** 410: what was asked for is too old, read anew. */
  | 'gone'
  /** 404: the cluster has no such kind. */
  | 'absent';

/** A failed read. The message is fit for pages and logs: it names no address. */
export class ClusterError extends Error {
  constructor(
    readonly problem: ClusterProblem,
    message: string,
    readonly retryAfterMs?: number,
  ) {
    super(message);
    this.name = 'ClusterError';
  }
}
