import { stateOf } from '@slipway/plugin-slipway-common';
import { recordedOf } from '../../../__testUtils__/recorded';
import { whose } from '../../../__testUtils__/whose';
import { KindName, PrunedObject } from '.';
import { toDeliveryFacts } from '../aspects/delivery';
import { ServiceIndex } from '../ServiceIndex';
import { ReadingStatus } from '../status';
import { pruneFlux } from './deliveries';
import { pruneSource } from './fluxSources';

const recorded = recordedOf('flux');
const kustomization = (object: object) =>
  pruneFlux('Kustomization')(object, whose)!;
const source = (object: any) => pruneSource(object.kind)(object);

const release = (spec: object, status: object = {}) =>
  pruneFlux('HelmRelease')(
    { metadata: recorded.applied.metadata, spec, status },
    whose,
  )!;

/** What a service is told of, with these objects in its cluster, of which it is known so well what there is. */
function told(
  objects: PrunedObject[],
  reach: (kind: KindName, namespace: string) => ReadingStatus = () => ({
    state: 'ok',
  }),
) {
  const index = new ServiceIndex('real', () => undefined);
  objects.forEach(object => index.changed(undefined, object));
  const [key] = [...index.all()].filter(one => index.subject(one).service);
  const facts = toDeliveryFacts(index.objects(key, new Date(0), { reach }))!;
  const { verdict } = stateOf('delivery', facts, {
    environment: 'prod',
    now: '2026-12-01T12:00:00Z',
  });
  return { sources: facts.deliveries[0].sources, verdict };
}

const elsewhere = (object: any) => ({
  ...object,
  metadata: { ...object.metadata, namespace: 'flux-system' },
});

/** The recorded one, which takes its source from another namespace. */
const fromElsewhere = () => {
  const { spec, ...rest } = recorded['applied-from-unreachable'];
  const sourceRef = { ...spec.sourceRef, namespace: 'flux-system' };
  return kustomization({ ...rest, spec: { ...spec, sourceRef } });
};

describe('what Flux says of its sources', () => {
  it('shows that the repository is not read any more, though Flux calls what it applied ready', () => {
    const gone = recorded['repository-unreachable-still'];
    const applied = recorded['applied-from-unreachable'];
    expect(applied.status.conditions[0].status).toBe('True');
    const { sources, verdict } = told([kustomization(applied), source(gone)]);
    const { lastTransitionTime: since } = gone.status.conditions.find(
      ({ type }: any) => type === 'FetchFailed',
    );
    expect(sources).toEqual([
      {
        kind: 'GitRepository',
        namespace: 'shop-prod',
        name: 'payments',
        answer: 'data',
        revision: gone.status.artifact.revision,
        fetchedAt: gone.status.artifact.lastUpdateTime,
        failing: { since, code: 'GitOperationFailed', cause: 'host' },
      },
    ]);
    const commit = applied.status.lastAppliedRevision.slice(10, 17);
    const minute = `${since.slice(0, 16).replace('T', ' ')} UTC`;
    expect(verdict).toMatchObject({
      state: 'degraded',
      reasons: [
        {
          code: 'source-unread',
          message: `Git has not been read since ${minute}: its host cannot be reached; prod stays at ${commit}`,
        },
      ],
    });
    expect(JSON.stringify([sources, verdict])).not.toMatch(
      /127\.0\.0\.1|:\/\//,
    );
  });

  it.each<[string, string, string]>([
    ['credentials-refused', 'credentials', 'GitOperationFailed'],
    ['repository-missing', 'credentials', 'GitOperationFailed'],
    ['credentials-missing', 'secret', 'AuthenticationFailed'],
    ['branch-missing', 'revision', 'GitOperationFailed'],
    ['index-missing', 'missing', 'Failed'],
    ['artifact-missing', 'revision', 'OCIArtifactPullFailed'],
    ['repository-unreachable', 'host', 'GitOperationFailed'],
  ])('tells why one is not fetched: %s', (what, cause, code) => {
    expect(source(recorded[what]).said.failing).toMatchObject({ cause, code });
  });

  it('is content with one that is fetched', () => {
    const { sources, verdict } = told([
      kustomization(recorded['applied-again']),
      source(recorded.repository),
    ]);
    expect(sources![0].failing).toBeUndefined();
    expect(verdict).toEqual({ state: 'healthy', reasons: [] });
  });

  it('says of one that is suspended that nothing is read', () => {
    const { verdict } = told([
      fromElsewhere(),
      source(
        elsewhere({
          ...recorded['source-suspended'],
          metadata: recorded.repository.metadata,
        }),
      ),
    ]);
    expect(verdict).toMatchObject({
      state: 'degraded',
      reasons: [{ code: 'source-suspended' }],
    });
  });

  it('finds one in the namespace of the platform', () => {
    const { sources, verdict } = told([
      fromElsewhere(),
      source(elsewhere(recorded['repository-unreachable'])),
    ]);
    expect(sources![0]).toMatchObject({
      namespace: 'flux-system',
      failing: { cause: 'host' },
    });
    expect(verdict.state).toBe('degraded');
  });

  it.each<[string, ReadingStatus, object]>([
    [
      'may not be read',
      { state: 'denied', permission: 'list gitrepositories' },
      { answer: 'denied', permission: 'list gitrepositories' },
    ],
    ['does not answer', { state: 'unreachable' }, { answer: 'unreachable' }],
    ['is not there', { state: 'ok' }, { answer: 'absent' }],
  ])('says of one that %s no more than that', (_, status, known) => {
    const { sources, verdict } = told([fromElsewhere()], () => status);
    const ref = { kind: 'GitRepository', namespace: 'flux-system' };
    expect(sources).toEqual([{ ...ref, name: 'payments', ...known }]);
    expect(verdict).toEqual({ state: 'healthy', reasons: [] });
  });

  it('tells with the cause what stops a delivery that never had anything', () => {
    const { metadata } = recorded.repository;
    const { verdict } = told([
      kustomization({
        ...recorded['source-missing'],
        spec: recorded.applied.spec,
      }),
      source({ ...recorded['credentials-refused'], metadata }),
    ]);
    expect(verdict.reasons).toMatchObject([
      {
        code: 'source-unread',
        message: expect.stringMatching(/refused; prod gets nothing$/),
        evidence: expect.stringMatching(/nothing was ever fetched\.$/),
      },
    ]);
  });

  it('names the repository of a chart before the chart', () => {
    const named = (kind: string, name: string, more: object = {}) =>
      source({
        kind,
        metadata: { ...recorded.repository.metadata, name },
        ...more,
      });
    const sourceRef = { kind: 'HelmRepository', name: 'charts' };
    const all = [
      named('HelmRepository', 'charts', {
        status: recorded['index-missing'].status,
      }),
      named('HelmChart', 'shop-prod-payments', { spec: { sourceRef } }),
    ];
    const kinds = ['HelmRepository', 'HelmChart'];
    for (const one of [
      release({ chartRef: { kind: 'HelmChart', name: 'shop-prod-payments' } }),
      release(
        { chart: { spec: { sourceRef } } },
        { helmChart: 'shop-prod/shop-prod-payments' },
      ),
    ]) {
      const { sources, verdict } = told([one, ...all]);
      expect(sources!.map(({ kind }) => kind)).toEqual(kinds);
      expect(verdict.reasons.at(-1)).toMatchObject({ code: 'source-unread' });
    }
  });

  it('knows since when, though each try ends in other words', () => {
    const gone = recorded['repository-unreachable'];
    const later = {
      ...gone,
      status: {
        ...gone.status,
        conditions: gone.status.conditions.map((one: object) => ({
          ...one,
          lastTransitionTime: '2099-01-01T00:00:00Z',
        })),
      },
    };
    const index = new ServiceIndex('real', () => undefined);
    const [first, second, healed, again] = [
      gone,
      later,
      recorded.repository,
      later,
    ].map(source);
    const since = () => second.said.failing?.since;
    index.changed(undefined, first);
    index.changed(first, second);
    expect(since()).toBe(first.said.failing!.since);
    index.changed(second, healed);
    index.changed(healed, again);
    expect(again.said.failing!.since).toBe('2099-01-01T00:00:00Z');
  });
});
