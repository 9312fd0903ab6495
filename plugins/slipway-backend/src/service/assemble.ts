import { EnvironmentTarget } from '@slipway/model';
import {
  Answer,
  DeploymentState,
  DeploymentsResponse,
  EnvironmentDeployments,
  SourceHealth,
  overallVerdict,
} from '@slipway/plugin-slipway-common';
import { Revisioned, StateDocument } from '../store';

export interface AssembleInput {
  entityRef: string;
  /** In promotion order. */
  environments: EnvironmentTarget[];
  /** All that is known of the service. */
  documents: Revisioned<StateDocument>[];
  health: ({ id: string } & Revisioned<SourceHealth | undefined>)[];
}

const DIRECTORY = 'kubernetes';

/** What a reader is told: one of four answers for each environment, and how old it is. */
export function assembleDeployments(input: AssembleInput): DeploymentsResponse {
  const environments = input.environments.map<EnvironmentDeployments>(
    target => ({ ...target, state: answerFor(target, input) }),
  );
  return {
    entityRef: input.entityRef,
    environments,
    verdict: overallVerdict(environments),
    revision: revisionOf(input),
  };
}

/** Ids of the sources that an environment's answer depends on. */
export function sourcesOf(environments: EnvironmentTarget[]): string[] {
  return [
    ...new Set([
      DIRECTORY,
      ...environments.map(({ cluster }) => `${DIRECTORY}/${cluster}`),
    ]),
  ];
}

function answerFor(
  target: EnvironmentTarget,
  { documents, health }: AssembleInput,
): Answer<DeploymentState> {
  const document = documents.find(({ value: { subject } }) =>
    isAt(subject, target),
  )?.value;
  const source = health.find(h => h.id === `${DIRECTORY}/${target.cluster}`);
  const directory = health.find(h => h.id === DIRECTORY)?.value;
  const status = source?.value ?? notWatched(target.cluster, directory);
  if (status.state === 'ok') {
    const at = latest(document?.at, status.heardAt) ?? status.since;
    return document?.state
      ? { answer: 'data', value: document.state, at }
      : { answer: 'absent', at };
  }
  const lastKnown = document?.state && {
    lastKnown: {
      value: document.state,
      at: latest(document.at, status.heardAt)!,
    },
  };
  if (status.state === 'denied') {
    return {
      answer: 'denied',
      since: status.since,
      permission: status.permission ?? `read cluster ${target.cluster}`,
      ...lastKnown,
    };
  }
  return {
    answer: 'unreachable',
    since: status.since,
    reason: status.reason ?? 'not read yet',
    ...(status.nextTry && { nextTry: status.nextTry }),
    ...lastKnown,
  };
}

/** No source watches this cluster: because none could be asked for yet, or because the portal has no such cluster. */
function notWatched(
  cluster: string,
  directory: SourceHealth | undefined,
): Omit<SourceHealth, 'id'> {
  if (directory?.state === 'ok') {
    return {
      state: 'unreachable',
      since: directory.since,
      reason: `this portal knows no cluster ${cluster}`,
    };
  }
  return {
    state: 'unreachable',
    since: directory?.since ?? new Date(0).toISOString(),
    ...(directory?.reason && {
      reason: `the list of clusters cannot be read: ${directory.reason}`,
    }),
    ...(directory?.nextTry && { nextTry: directory.nextTry }),
  };
}

function revisionOf(input: AssembleInput): number {
  const sources = sourcesOf(input.environments);
  return Math.max(
    0,
    ...input.documents
      .filter(({ value: { subject } }) =>
        input.environments.some(target => isAt(subject, target)),
      )
      .map(d => d.revision),
    ...input.health.filter(h => sources.includes(h.id)).map(h => h.revision),
  );
}

function isAt(
  subject: StateDocument['subject'],
  target: EnvironmentTarget,
): boolean {
  return (
    subject.environment === target.name &&
    subject.cluster === target.cluster &&
    subject.namespace === target.namespace
  );
}

function latest(...times: (string | undefined)[]): string | undefined {
  return times
    .filter(time => time !== undefined)
    .sort()
    .pop();
}
