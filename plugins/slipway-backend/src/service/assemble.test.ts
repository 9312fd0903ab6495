import { DeploymentState, SourceHealth } from '@slipway/plugin-slipway-common';
import { deployedDocument, secretsDocument } from '../__testUtils__/documents';
import { StateDocument } from '../store';
import { assembleDeployments, environmentsFound } from './assemble';

const state: DeploymentState = {
  workloads: [],
  verdict: { state: 'healthy', reasons: [] },
};
const since = '2026-11-20T12:00:00Z';
const target = { name: 'dev', cluster: 'eu-1', namespace: 'payments-dev' };
const subject = {
  service: 'payments',
  environment: 'dev',
  cluster: 'eu-1',
  namespace: 'payments-dev',
};

function answer(
  cluster: Partial<SourceHealth> | undefined,
  options: { known?: boolean; directory?: SourceHealth['state'] } = {},
) {
  const directory = options.directory ?? 'ok';
  const at = '2026-11-20T11:00:00Z';
  const source = 'kubernetes/eu-1';
  return assembleDeployments({
    entityRef: 'component:default/payments',
    environments: [target],
    documents: options.known
      ? [
          {
            value: {
              aspect: 'deployments',
              subject,
              source,
              state,
              digest: 'x',
              at,
            },
            revision: 7,
          },
        ]
      : [],
    health: [
      {
        id: 'kubernetes',
        value: { id: 'kubernetes', state: directory, since },
        revision: 1,
      },
      {
        id: source,
        value: cluster && { id: source, state: 'ok', since, ...cluster },
        revision: 3,
      },
    ],
  }).environments[0].state;
}

describe('assembleDeployments', () => {
  const heardAt = '2026-11-20T12:30:00Z';

  it('is as fresh as what was heard of the cluster', () => {
    expect(answer({ heardAt }, { known: true })).toEqual({
      answer: 'data',
      value: state,
      at: heardAt,
    });
  });

  it('says absent only of a cluster that was read', () => {
    expect(answer({ heardAt })).toEqual({ answer: 'absent', at: heardAt });
    expect(answer({ state: 'starting' })).toEqual({
      answer: 'unreachable',
      since,
      reason: 'not read yet',
      starting: true,
    });
    expect(answer(undefined, { directory: 'starting' })).toMatchObject({
      answer: 'unreachable',
      reason: 'not read yet',
      starting: true,
    });
    expect(answer(undefined)).toMatchObject({
      answer: 'unreachable',
      reason: 'this portal reads no cluster eu-1',
    });
  });

  it('keeps the last known state, with its time, of a cluster that fails', () => {
    const lastKnown = { value: state, at: heardAt };
    const down = {
      state: 'unreachable',
      reason: 'connection refused',
      heardAt,
    };
    expect(answer(down as SourceHealth, { known: true })).toEqual({
      answer: 'unreachable',
      since,
      reason: 'connection refused',
      lastKnown,
    });
    const permission = 'list and watch pods on cluster eu-1';
    expect(
      answer({ state: 'denied', permission, heardAt }, { known: true }),
    ).toEqual({ answer: 'denied', since, permission, lastKnown });
    expect(
      answer({ state: 'starting', heardAt }, { known: true }),
    ).toMatchObject({
      answer: 'unreachable',
      reason: 'not read yet',
      starting: true,
      lastKnown,
    });
  });
});

describe('where something is that nobody declared', () => {
  const found = (...documents: StateDocument[]) =>
    environmentsFound(
      { only: {} },
      documents.map(value => ({ value, revision: 1 })),
    ).map(({ name }) => name);

  it('is where a cluster tells of it', () => {
    expect(found(deployedDocument('payments', ['1a2b3c4']))).toEqual(['prod']);
    expect(found(secretsDocument('kv/payments'))).toEqual(['prod']);
  });

  it('is not where only a server that is none still tells of what ran', () => {
    const gone = { ...deployedDocument('payments', []), state: undefined };
    const told: StateDocument<'commits'> = {
      ...gone,
      aspect: 'commits',
      source: 'git/git.example',
      state: {
        repository: 'https://git.example/shop/payments',
        known: 'data',
        running: [],
        verdict: { state: 'healthy', reasons: [] },
      },
    };
    expect(found(gone, told)).toEqual([]);
  });
});
