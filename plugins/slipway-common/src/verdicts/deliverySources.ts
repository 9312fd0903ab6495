import type { DeliveryFact, DeliverySource, FetchCause } from '../facts';
import { shortRevision } from './revision';
import type { RuleContext } from './rule';
import { minute, say } from './say';
import type { Finding, Sentence } from './say';

const names: Record<DeliverySource['kind'], Sentence> = {
  GitRepository: say`Git`,
  OCIRepository: say`The registry`,
  Bucket: say`The bucket`,
  HelmRepository: say`The chart repository`,
  HelmChart: say`The chart`,
};

const causes: Record<FetchCause, { words: Sentence; remedy: Sentence }> = {
  credentials: {
    words: say`its credentials are refused`,
    remedy: say`Renew the credentials in the Secret that the source names; a repository that is not there is often refused, too.`,
  },
  secret: {
    words: say`the Secret with its credentials is not there`,
    remedy: say`Have the Secret created that the source names, or correct the name.`,
  },
  host: {
    words: say`its host cannot be reached`,
    remedy: say`Check from the cluster that the host's name resolves and that network and proxy let it through.`,
  },
  trust: {
    words: say`its host is not trusted`,
    remedy: say`Renew the host's certificate or key, or give the source the one to trust.`,
  },
  missing: {
    words: say`it is not there under this address`,
    remedy: say`Check the address of the source, and that its credentials may see it.`,
  },
  revision: {
    words: say`the branch or revision is not there`,
    remedy: say`Check that the branch exists in the repository.`,
  },
  timeout: {
    words: say`it took too long`,
    remedy: say`Look at how the host is, and at the timeout of the source.`,
  },
  signature: {
    words: say`its signature could not be verified`,
    remedy: say`Check who signed it, and the keys that the source trusts.`,
  },
};

/**
 * What runs goes on to run, and Flux to call it ready, while nothing new can be fetched. The first trouble in the chain
 * explains the others.
 */
export function sourceFindings(
  delivery: DeliveryFact,
  context: RuleContext,
): Finding[] {
  for (const source of delivery.sources ?? []) {
    const finding =
      suspended(source, delivery, context) ??
      failing(source, delivery, context);
    if (finding) {
      return [finding];
    }
  }
  return [];
}

function suspended(
  source: DeliverySource,
  delivery: DeliveryFact,
  context: RuleContext,
): Finding | undefined {
  return source.suspended
    ? {
        code: 'source-suspended',
        state: 'degraded',
        message: say`${
          names[source.kind]
        } is no longer read: its source is suspended${stays(
          delivery,
          context,
        )}`,
        evidence: say`${nameOf(source)}${fetched(source)}.`,
        remedy: say`Find out who suspended it and why, and resume ${nameOf(
          source,
        )}.`,
      }
    : undefined;
}

function failing(
  source: DeliverySource,
  delivery: DeliveryFact,
  context: RuleContext,
): Finding | undefined {
  const { failing: failure, kind } = source;
  if (!failure) {
    return undefined;
  }
  const { since, code, cause } = failure;
  return {
    code: 'source-unread',
    state: 'degraded',
    message: say`${names[kind]} has not been read${
      since ? say` since ${minute(since)}` : ''
    }${cause ? say`: ${causes[cause].words}` : ''}${stays(delivery, context)}`,
    evidence: say`${nameOf(source)}${code ? say`: ${code}` : ''}${fetched(
      source,
    )}.`,
    remedy: cause
      ? causes[cause].remedy
      : say`Look at the conditions of ${nameOf(source)}.`,
  };
}

function stays({ revision }: DeliveryFact, { environment }: RuleContext) {
  return revision
    ? say`; ${environment} stays at ${shortRevision(revision)}`
    : say`; ${environment} gets nothing`;
}

function fetched({ revision, fetchedAt }: DeliverySource): Sentence | '' {
  if (!revision) {
    return say`, nothing was ever fetched`;
  }
  return fetchedAt
    ? say`, last fetched ${shortRevision(revision)}, new on ${minute(
        fetchedAt,
      )}`
    : say`, last fetched ${shortRevision(revision)}`;
}

function nameOf({ kind, namespace, name }: DeliverySource): string {
  return `${kind} ${namespace}/${name}`;
}
