import { verdict } from '../../__testUtils__/events';
import { withoutEchoes } from './withoutEchoes';

const delivery = (hoursAgo: number, cluster: string, state = 'failed') =>
  verdict(hoursAgo, state, [], { aspect: 'delivery', cluster });

describe('what two sources tell of a delivery', () => {
  it('is told once', () => {
    const cluster = delivery(2, 'eu-1');
    expect(withoutEchoes([delivery(2.01, 'argocd/main'), cluster])).toEqual([
      cluster,
    ]);
  });

  it.each([
    ['long apart', [delivery(5, 'argocd/main'), delivery(2, 'eu-1')]],
    [
      'of other kinds',
      [delivery(2, 'argocd/main', 'healthy'), delivery(2, 'eu-1')],
    ],
    ['of two clusters', [delivery(2, 'eu-1'), delivery(2, 'us-1')]],
    [
      'of the API alone',
      [delivery(2, 'argocd/main'), delivery(1, 'argocd/main')],
    ],
    [
      'of something else',
      [
        verdict(2, 'failed', [], { cluster: 'argocd/main' }),
        verdict(2, 'failed', [], { cluster: 'eu-1' }),
      ],
    ],
  ])('is told twice where it is %s', (_, events) => {
    expect(withoutEchoes(events)).toEqual(events);
  });
});
