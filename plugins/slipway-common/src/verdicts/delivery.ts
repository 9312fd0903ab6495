import type {
  DeliveryCause,
  DeliveryFact,
  DeliveryFacts,
  DeliveredObject,
} from '../facts';
import type { DeliveryState } from '../states';
import { sourceFindings } from './deliverySources';
import { shortRevision } from './revision';
import type { RuleContext } from './rule';
import { say, some } from './say';
import type { Finding, Said, Sayable, Sentence } from './say';
import { verdictOf } from './worst';

const engines = { argocd: 'Argo CD', flux: 'Flux' } as const;

const causes: Record<DeliveryCause, { words: Sentence; remedy: Sentence }> = {
  repository: {
    words: say`it cannot read the repository`,
    remedy: say`Check the engine's credentials for the repository.`,
  },
  revision: {
    words: say`the branch or revision is not there`,
    remedy: say`Check that the branch exists in the repository.`,
  },
  path: {
    words: say`the folder is not in the repository`,
    remedy: say`Check that the overlay was pushed, and under which name.`,
  },
  build: {
    words: say`the overlay cannot be built`,
    remedy: say`Run kustomize build on the overlay, or slipway validate.`,
  },
  quota: {
    words: say`the namespace's quota has no room`,
    remedy: say`Compare what the service asks for with the quota of its namespace.`,
  },
  forbidden: {
    words: say`the engine may not do it`,
    remedy: say`Give the engine's account the right, or ask the platform team.`,
  },
  immutable: {
    words: say`a field that cannot change was changed`,
    remedy: say`Delete the object, or give it another name, and sync again.`,
  },
  invalid: {
    words: say`the cluster takes an object for invalid`,
    remedy: say`Run slipway validate on the repository.`,
  },
  'missing-kind': {
    words: say`the cluster does not have a kind that is used`,
    remedy: say`Have the operator installed, or correct the cluster profile.`,
  },
  'missing-namespace': {
    words: say`the namespace is not there`,
    remedy: say`Have the platform team create the namespace.`,
  },
  destination: {
    words: say`the target cluster cannot be reached or is not known`,
    remedy: say`Check the destination in the engine.`,
  },
  project: {
    words: say`the AppProject does not allow it`,
    remedy: say`Have the platform team allow repository and target.`,
  },
  dependency: {
    words: say`it waits for something else to be ready`,
    remedy: say`Look at what it depends on.`,
  },
  timeout: {
    words: say`it took too long`,
    remedy: say`Look at the pods, or sync again.`,
  },
  health: {
    words: say`what was applied does not become healthy`,
    remedy: say`Look at the deployments of this environment.`,
  },
};

type DeliveryRule = (
  delivery: DeliveryFact,
  context: RuleContext,
) => Finding | undefined;

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
    message: say`${
      engines[delivery.engine]
    } brings nothing new to ${environment}${words}`,
    evidence: say`${nameOf(delivery)}: ${problem.code}.`,
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
  const at = operation.revision
    ? say`, at ${shortRevision(operation.revision)}`
    : '';
  return {
    code: 'sync-failed',
    state: 'failed',
    message: say`The last sync of ${environment} failed${words}`,
    evidence: say`${nameOf(delivery)}${at}${
      refused ? say`: refused ${objects(operation.refused)}` : ''
    }.`,
    remedy,
  };
};

const running: DeliveryRule = (delivery, { environment }) =>
  delivery.operation?.phase === 'running'
    ? {
        code: 'syncing',
        state: 'progressing',
        message: say`${environment} is being brought to ${newest(
          delivery.operation.revision ?? delivery.wantedRevision,
        )}`,
        evidence: say`${nameOf(delivery)}.`,
      }
    : undefined;

const suspended: DeliveryRule = (delivery, { environment }) =>
  delivery.suspended
    ? {
        code: 'delivery-suspended',
        state: 'degraded',
        message: say`${environment} no longer follows Git: its delivery is suspended`,
        evidence: say`${nameOf(delivery)}.`,
        remedy: say`Find out who suspended it and why, and resume ${nameOf(
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
      message: say`${environment} is about to be brought to ${newest(
        wantedRevision,
      )}`,
      evidence: say`${nameOf(delivery)}.`,
    };
  }
  const count = delivery.drifted.length;
  return {
    code: again ? 'drifted' : 'out-of-sync',
    state: 'degraded',
    message: again
      ? say`${environment} differs from Git: somebody changed ${someObjects(
          count,
        )} by hand`
      : say`${environment} is behind Git and waits for somebody to sync it`,
    evidence: say`${nameOf(delivery)}${
      count ? say`: ${objects(delivery.drifted)}` : ''
    }.`,
    remedy: again
      ? say`Put the change into Git, or sync to undo it.`
      : say`Sync ${nameOf(delivery)}.`,
  };
};

const unsaid: DeliveryRule = (delivery, { environment }) =>
  delivery.sync === 'unknown'
    ? {
        code: 'sync-unknown',
        state: 'unknown',
        message: say`${
          engines[delivery.engine]
        } does not say whether ${environment} is as Git wants it`,
        evidence: say`${nameOf(delivery)}.`,
        remedy: say`Look at the conditions of ${nameOf(delivery)}.`,
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

function reasonsOf(delivery: DeliveryFact, context: RuleContext): Finding[] {
  const sources = delivery.suspended ? [] : sourceFindings(delivery, context);
  const said = firstOf(delivery, context);
  // Why the repository cannot be read, its source knows better.
  const known =
    said?.code === 'delivery-stopped' &&
    delivery.problems[0].cause === 'repository' &&
    sources.length > 0;
  return [...(said && !known ? [said] : []), ...sources];
}

/** The first that applies: what stops it before it begins explains what comes after. */
function firstOf(
  delivery: DeliveryFact,
  context: RuleContext,
): Finding | undefined {
  for (const rule of [stopped, failed, running, suspended, drifted, unsaid]) {
    const finding = rule(delivery, context);
    if (finding) {
      return finding;
    }
  }
  return undefined;
}

function explained(
  cause: DeliveryCause | undefined,
  delivery: DeliveryFact,
): { words: Sentence | ''; remedy: Sentence } {
  return cause
    ? { words: say`: ${causes[cause].words}`, remedy: causes[cause].remedy }
    : {
        words: '',
        remedy: say`Look at the conditions of ${nameOf(delivery)}.`,
      };
}

function nameOf({ kind, name }: DeliveryFact): string {
  return `${kind} ${name}`;
}

function someObjects(count: number): Sentence {
  if (count === 0) {
    return say`some objects`;
  }
  return count === 1 ? say`an object` : say`${count} objects`;
}

function objects(all: readonly DeliveredObject[]): Said | '' {
  return some(all.map(({ kind, name }) => `${kind} ${name}`));
}

function newest(revision: string | undefined): Sayable {
  return revision ? shortRevision(revision) : say`the newest commit`;
}
