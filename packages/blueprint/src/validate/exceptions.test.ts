import { testService } from '../__testUtils__/testService';
import { withExceptions } from './exceptions';

const finding = {
  rule: 'policy.probes',
  severity: 'error' as const,
  message: "container 'main' of Deployment 'payments' has no probe",
  remedy: 'Add one',
};

const service = (until: string, object?: string) =>
  testService({
    spec: {
      exceptions: [
        {
          rule: 'policy.probes',
          reason: 'the process answers nobody',
          until,
          ...(object ? { object } : {}),
        },
      ],
    },
  });

describe('withExceptions', () => {
  it.each([
    ['takes away what is excepted', service('2026-11-21'), []],
    ['for one object only', service('2026-11-21', 'Deployment/payments'), []],
    [
      'not for another',
      service('2026-11-21', 'Deployment/pay'),
      ['policy.probes'],
    ],
    [
      'and not after its day',
      service('2026-11-20'),
      ['policy.probes', 'exception.expired'],
    ],
  ])('%s', (_what, given, rules) => {
    expect(
      withExceptions([finding], given, '2026-11-21').map(({ rule }) => rule),
    ).toEqual(rules);
  });
});
