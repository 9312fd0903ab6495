import type {
  DeliveryCause,
  DeliveryFact,
  DeliveryFacts,
  DeliveredObject,
} from '../facts';
import type { DeliveryState } from '../states';
import type { Reason } from '../types';
import type { RuleContext } from './rule';
import { some } from './words';
import { verdictOf } from './worst';

const engines = { argocd: 'Argo CD', flux: 'Flux' } as const;

const causes: Record<DeliveryCause, { words: string; remedy: string }> = {
  repository: {
    words: 'it cannot read the repository',
    remedy: "Check the engine's credentials for the repository.",
  },
  revision: {
    words: 'the branch or revision is not there',
    remedy: 'Check that the branch exists in the repository.',
  },
  path: {
    words: 'the folder is not in the repository',
    remedy: 'Check that the overlay was pushed, and under which name.',
  },
  build: {
    words: 'the overlay cannot be built',
    remedy: 'Run kustomize build on the overlay, or slipway validate.',
  },
  quota: {
    words: "the namespace's quota has no room",
    remedy:
      'Compare what the service asks for with the quota of its namespace.',
  },
  forbidden: {
    words: 'the engine may not do it',
    remedy: "Give the engine's account the right, or ask the platform team.",
  },
  immutable: {
    words: 'a field that cannot change was changed',
    remedy: 'Delete the object, or give it another name, and sync again.',
  },
  invalid: {
    words: 'the cluster takes an object for invalid',
    remedy: 'Run slipway validate on the repository.',
  },
  'missing-kind': {
    words: 'the cluster does not have a kind that is used',
    remedy: 'Have the operator installed, or correct the cluster profile.',
  },
  'missing-namespace': {
    words: 'the namespace is not there',
    remedy: 'Have the platform team create the namespace.',
  },
  destination: {
    words: 'the target cluster cannot be reached or is not known',
    remedy: 'Check the destination in the engine.',
  },
  project: {
    words: 'the AppProject does not allow it',
    remedy: 'Have the platform team allow repository and target.',
  },
  dependency: {
    words: 'it waits for something else to be ready',
    remedy: 'Look at what it depends on.',
  },
  timeout: {
    words: 'it took too long',
    remedy: 'Look at the pods, or sync again.',
  },
  health: {
    words: 'what was applied does not become healthy',
    remedy: 'Look at the deployments of this environment.',
  },
};

type DeliveryRule = (
  delivery: DeliveryFact,
  context: RuleContext,
) => Reason | undefined;

const stopped: DeliveryRule = (delivery, { environment }) => {
  const problem = delivery.problems.at(0);
  if (!problem) {
    return undefined;
  }
  const { words, remedy } = explained(problem.cause, delivery);
  // What is in the cluster goes on running; only nothing new comes.
  return {
    code: 'delivery-stopped',
    state: 'degraded',
    message: `${
      engines[delivery.engine]
    } brings nothing new to ${environment}${words}`,
    evidence: `${nameOf(delivery)}: ${problem.code}.`,
    remedy,
  };
};

const failed: DeliveryRule = (delivery, { environment }) => {
  const { operation } = delivery;
  if (operation?.phase !== 'failed') {
    return undefined;
  }
  const refused = operation.refused.at(0);
  const { words, remedy } = explained(
    operation.cause ?? refused?.cause,
    delivery,
  );
  return {
    code: 'sync-failed',
    state: 'failed',
    message: `the last sync of ${environment} failed${words}`,
    evidence: `${nameOf(delivery)}${short(', at ', operation.revision)}${
      refused ? `: refused ${objects(operation.refused)}` : ''
    }.`,
    remedy,
  };
};

const running: DeliveryRule = (delivery, { environment }) =>
  delivery.operation?.phase === 'running'
    ? {
        code: 'syncing',
        state: 'progressing',
        message: `${environment} is being brought to ${
          short('', delivery.operation.revision ?? delivery.wantedRevision) ||
          'the newest commit'
        }`,
        evidence: `${nameOf(delivery)}.`,
      }
    : undefined;

const suspended: DeliveryRule = (delivery, { environment }) =>
  delivery.suspended
    ? {
        code: 'delivery-suspended',
        state: 'degraded',
        message: `${environment} no longer follows Git: its delivery is suspended`,
        evidence: `${nameOf(delivery)}.`,
        remedy: `Find out who suspended it and why, and resume ${nameOf(
          delivery,
        )}.`,
      }
    : undefined;

const drifted: DeliveryRule = (delivery, { environment }) => {
  const { sync, automated, revision, wantedRevision } = delivery;
  if (sync !== 'out-of-sync') {
    return undefined;
  }
  // Its newest commit was brought, and yet they differ: somebody or something else writes here.
  const again = revision !== undefined && revision === wantedRevision;
  if (automated && !again) {
    return {
      code: 'sync-pending',
      state: 'progressing',
      message: `${environment} is about to be brought to ${
        short('', wantedRevision) || 'the newest commit'
      }`,
      evidence: `${nameOf(delivery)}.`,
    };
  }
  const count = delivery.drifted.length;
  return {
    code: again ? 'drifted' : 'out-of-sync',
    state: 'degraded',
    message: again
      ? `${environment} differs from Git: somebody changed ${
          count === 1 ? 'an object' : `${count || 'some'} objects`
        } by hand`
      : `${environment} is behind Git and waits for somebody to sync it`,
    evidence: `${nameOf(delivery)}${
      count ? `: ${objects(delivery.drifted)}` : ''
    }.`,
    remedy: again
      ? 'Put the change into Git, or sync to undo it.'
      : `Sync ${nameOf(delivery)}.`,
  };
};

const unsaid: DeliveryRule = (delivery, { environment }) =>
  delivery.sync === 'unknown'
    ? {
        code: 'sync-unknown',
        state: 'unknown',
        message: `${
          engines[delivery.engine]
        } does not say whether ${environment} is as Git wants it`,
        evidence: `${nameOf(delivery)}.`,
        remedy: `Look at the conditions of ${nameOf(delivery)}.`,
      }
    : undefined;

/** Whether Git and the cluster agree, whichever engine sees to it. */
export function deliveryStateOf(
  facts: DeliveryFacts,
  context: RuleContext,
): DeliveryState {
  const reasons = facts.deliveries.flatMap(one => reasonsOf(one, context));
  return {
    deliveries: facts.deliveries,
    verdict: verdictOf(reasons, facts.deliveries.length),
  };
}

/** The first that applies: what stops it before it begins explains what comes after. */
function reasonsOf(delivery: DeliveryFact, context: RuleContext): Reason[] {
  for (const rule of [stopped, failed, running, suspended, drifted, unsaid]) {
    const reason = rule(delivery, context);
    if (reason) {
      return [reason];
    }
  }
  return [];
}

function explained(
  cause: DeliveryCause | undefined,
  delivery: DeliveryFact,
): { words: string; remedy: string } {
  return cause
    ? { words: `: ${causes[cause].words}`, remedy: causes[cause].remedy }
    : { words: '', remedy: `Look at the conditions of ${nameOf(delivery)}.` };
}

function nameOf({ kind, name }: DeliveryFact): string {
  return `${kind} ${name}`;
}

function objects(all: readonly DeliveredObject[]): string {
  return some(all.map(({ kind, name }) => `${kind} ${name}`));
}

/** A commit as people read it; a chart's version stays as it is. */
function short(before: string, revision: string | undefined): string {
  const commit = /(?:^|[:@/])([0-9a-f]{40,64})$/.exec(revision ?? '')?.[1];
  return revision ? `${before}${commit?.slice(0, 7) ?? revision}` : '';
}
