import { Aspect, SourceHealth } from '@slipway/plugin-slipway-common';
import { deployedDocument } from '../__testUtils__/documents';
import { Revisioned, StateDocument } from '../store';
import { Known, answerFor } from './answer';

const healthy = { state: 'healthy' as const, reasons: [] };
const target = { name: 'prod', cluster: 'eu-1', namespace: 'payments-prod' };
const since = '2026-11-20T12:00:00.000Z';

const delivery = (source: string, at: string): Revisioned<StateDocument> => ({
  revision: 1,
  value: {
    aspect: 'delivery',
    subject: {
      service: 'payments',
      environment: 'prod',
      cluster: at,
      namespace: 'argocd',
    },
    source,
    digest: 'x',
    at: since,
    state: {
      deliveries: [],
      verdict: {
        state: 'healthy',
        reasons: [{ code: source, state: 'healthy', message: source }],
      },
    },
  },
});

const health = (
  states: Record<string, SourceHealth['state']>,
): Known['health'] =>
  Object.entries(states).map(([id, state]) => ({
    id,
    revision: 1,
    value: { id, state, since },
  }));

const told = (documents: Known['documents'], of: Known['health']) => {
  const answer = answerFor('delivery', target, { documents, health: of });
  const value =
    answer.answer === 'data'
      ? answer.value
      : 'lastKnown' in answer && answer.lastKnown?.value;
  return [answer.answer, value && value.verdict.reasons[0].code];
};

describe('a cluster that may not be read as a whole', () => {
  const whole = 'kubernetes/eu-1/quota';
  const inside = 'kubernetes/eu-1/ns/payments-prod/quota';
  const other = 'kubernetes/eu-1/ns/orders-prod/quota';
  const document = (source: string): Revisioned<StateDocument> => ({
    revision: 1,
    value: {
      aspect: 'quota',
      subject: {
        service: 'payments',
        environment: 'prod',
        cluster: 'eu-1',
        namespace: 'payments-prod',
      },
      source,
      digest: 'x',
      at: since,
      state: { quotas: [], workloads: [], resources: [], verdict: healthy },
    } as StateDocument<'quota'>,
  });

  it.each<[string, Record<string, SourceHealth['state']>, string, string]>([
    [inside, { [whole]: 'denied', [inside]: 'ok' }, 'data', 'absent'],
    // Not told anew yet since it is read by itself.
    [whole, { [whole]: 'denied', [inside]: 'ok' }, 'data', 'absent'],
    [inside, { [whole]: 'denied', [inside]: 'denied' }, 'denied', 'denied'],
    [whole, { [whole]: 'denied', [other]: 'ok' }, 'denied', 'denied'],
    // It may be read as a whole again.
    [inside, { [whole]: 'ok', [inside]: 'denied' }, 'data', 'absent'],
    [inside, { [whole]: 'ok' }, 'data', 'absent'],
    [inside, { [whole]: 'unreachable' }, 'unreachable', 'unreachable'],
  ])('told by %s, while %j', (source, states, known, unknown) => {
    const ask = (documents: Known['documents']) =>
      answerFor('quota', target, { documents, health: health(states) }).answer;
    expect(ask([document(source)])).toBe(known);
    expect(ask([])).toBe(unknown);
  });
});

describe('what two sources tell', () => {
  const api = 'argocd/main/delivery';
  const cluster = 'kubernetes/eu-1/delivery';
  const both = [delivery(cluster, 'eu-1'), delivery(api, 'argocd/main')];

  it.each<[SourceHealth['state'], SourceHealth['state'], string, string]>([
    ['ok', 'ok', 'data', api],
    ['unreachable', 'ok', 'data', cluster],
    ['ok', 'denied', 'data', api],
    ['unreachable', 'unreachable', 'unreachable', api],
  ])('is told by the one that can be read: %s, %s', (a, b, answer, source) => {
    const of = health({ [api]: a, [cluster]: b });
    expect(told(both, of)).toEqual([answer, source]);
    expect(told([...both].reverse(), of)).toEqual([answer, source]);
  });

  it('is told by the one that has it', () => {
    const gone = delivery(api, 'argocd/main');
    gone.value.state = undefined;
    expect(
      told([gone, both[0]], health({ [api]: 'ok', [cluster]: 'unreachable' })),
    ).toEqual(['unreachable', cluster]);
  });
});

describe('what is asked outside of clusters', () => {
  const answer = (
    aspect: Aspect,
    commits: string[],
    git: SourceHealth['state'],
  ) =>
    answerFor(aspect, target, {
      documents: [
        { revision: 1, value: deployedDocument('payments', commits) },
      ],
      health: health({
        kubernetes: 'ok',
        'kubernetes/eu-1': 'ok',
        'git/git.example': git,
      }),
    }).answer;

  it.each<[string, string[], SourceHealth['state'], string]>([
    ['is absent where no image names a commit', [], 'unreachable', 'absent'],
    [
      'is absent where the host has nothing to say',
      ['1a2b3c4'],
      'ok',
      'absent',
    ],
    [
      'is not known while the host is away',
      ['1a2b3c4'],
      'unreachable',
      'unreachable',
    ],
    ['says that it is denied', ['1a2b3c4'], 'denied', 'denied'],
  ])('%s', (_, commits, git, expected) => {
    expect(answer('commits', commits, git)).toBe(expected);
  });
});

it('does not say that there is nothing in Vault of what an entity names, while Vault is away', () => {
  const answer = (names: Known['names'], vault: SourceHealth['state']) =>
    answerFor('vault', target, {
      documents: [],
      health: health({
        kubernetes: 'ok',
        'kubernetes/eu-1/secrets': 'ok',
        'vault/main': vault,
      }),
      names,
    }).answer;
  expect(answer(['vault'], 'unreachable')).toBe('unreachable');
  expect(answer(['vault'], 'ok')).toBe('absent');
  expect(answer(undefined, 'unreachable')).toBe('absent');
});
