import { stateOf } from '@slipway/plugin-slipway-common';
import { recordedOf } from '../../../__testUtils__/recorded';
import { whose } from '../../../__testUtils__/whose';
import { pruneFlux } from './deliveries';

const recorded = recordedOf('flux');
const read = (object: object) =>
  pruneFlux('Kustomization')(object, whose)!.fact;
const verdictOf = (what: string) =>
  stateOf(
    'delivery',
    { deliveries: [read(recorded[what])] },
    {
      environment: 'prod',
      now: recorded[what].status.conditions[0].lastTransitionTime,
    },
  ).verdict;

describe('what Flux says', () => {
  it('is what it applied, and when it did so for the first time', () => {
    const { lastAppliedRevision, history } = recorded['applied-again'].status;
    expect(read(recorded['applied-again'])).toMatchObject({
      sync: 'synced',
      revision: lastAppliedRevision,
      suspended: false,
      problems: [],
      history: [
        { revision: lastAppliedRevision, at: history[0].firstReconciled },
        { at: history[1].firstReconciled },
      ],
    });
  });

  it.each<[string, string, string, string]>([
    ['build-fails', 'degraded', 'delivery-stopped', 'cannot be built'],
    ['path-missing', 'degraded', 'delivery-stopped', 'folder is not in the'],
    ['source-missing', 'degraded', 'delivery-stopped', 'cannot read the repo'],
    ['waits-for-another', 'degraded', 'delivery-stopped', 'something else'],
    ['refused', 'failed', 'sync-failed', 'takes an object for invalid'],
    ['kind-missing', 'failed', 'sync-failed', 'does not have a kind'],
    ['never-healthy', 'failed', 'sync-failed', 'does not become healthy'],
    ['under-way', 'progressing', 'syncing', 'being brought'],
    ['suspended', 'degraded', 'delivery-suspended', 'suspended'],
  ])('of one that is %s is told as it is', (what, state, code, words) => {
    const { reasons } = verdictOf(what);
    expect(reasons[0]).toMatchObject({
      state,
      code,
      message: expect.stringContaining(words),
    });
  });

  it('is, of one that is suspended, still what it applied before', () => {
    const { sync, operation, revision } = read(recorded.suspended);
    expect({ sync, operation }).toEqual({ sync: 'synced' });
    expect(revision).toBe(recorded.suspended.status.lastAppliedRevision);
  });

  it.each(['refused', 'kind-missing', 'never-healthy'])(
    'has nothing delivered of what is %s, although its history has it',
    what => {
      expect(recorded[what].status.history).toHaveLength(1);
      expect(read(recorded[what]).history).toEqual([]);
    },
  );

  it('has no failed upgrade of a HelmRelease among what was delivered', () => {
    const entry = (chartVersion: string, status: string) => ({
      chartVersion,
      status,
      lastDeployed: '2026-11-20T10:00:00Z',
    });
    const { metadata } = recorded.applied;
    const { fact } = pruneFlux('HelmRelease')(
      {
        metadata,
        status: {
          history: [entry('1.2.0', 'failed'), entry('1.1.0', 'deployed')],
        },
      },
      whose,
    )!;
    expect(fact.history.map(({ revision }) => revision)).toEqual(['1.1.0']);
    expect(fact.revision).toBe('1.1.0');
  });
});
