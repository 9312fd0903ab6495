import fc from 'fast-check';
import { serviceNameRule } from './serviceName';

describe('serviceNameRule', () => {
  it.each(['payments', 'a-b', 'x1y', `a${'b'.repeat(39)}`])(
    'takes %s',
    name => {
      expect(serviceNameRule.check(name)).toBeUndefined();
    },
  );

  it.each([
    '',
    'ab',
    'Payments',
    '1st',
    '-a-',
    'pay-',
    'pay_ments',
    'zahlungen-für',
    'оплата',
    'a: b',
    '$(id)',
    'pay\n',
    'a'.repeat(41),
    'a'.repeat(64),
  ])('refuses %j by its form', name => {
    expect(serviceNameRule.check(name)).toBe(serviceNameRule.message);
  });

  it.each(['default', 'kube-system', 'kube-x', 'argocd', 'con', 'com1'])(
    'keeps %s for the platform',
    name => {
      expect(serviceNameRule.check(name)).toContain('reserved');
    },
  );

  it('leaves room for the longest environment and workload', () => {
    fc.assert(
      fc.property(
        fc.stringMatching(new RegExp(serviceNameRule.pattern)),
        name => {
          fc.pre(serviceNameRule.check(name) === undefined);
          expect(`${name}-${'e'.repeat(20)}`).toMatch(
            /^[a-z]([a-z0-9-]{0,61}[a-z0-9])$/,
          );
        },
      ),
    );
  });
});
