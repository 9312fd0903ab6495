import { stateOf } from '@slipway/plugin-slipway-common';
import { recordedOf } from '../../../__testUtils__/recorded';
import { whose } from '../../../__testUtils__/whose';
import { pruneCertificate } from '../kinds/operators';
import { toExposureFacts } from './exposure';
import { ServiceObjects } from './ServiceObjects';

const recorded = recordedOf('cert-manager');

const factsOf = (what: string) =>
  toExposureFacts(
    new ServiceObjects([pruneCertificate(recorded[what], whose)!]),
  )!;
const at = (what: string, ms: number) =>
  new Date(
    Date.parse(recorded[what].metadata.creationTimestamp) + ms,
  ).toISOString();

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

describe('what cert-manager says', () => {
  it('is for which names, from whom, and how long', () => {
    const { status } = recorded.ready;
    expect(factsOf('ready').certificates).toEqual([
      {
        name: 'payments',
        secret: 'payments-tls',
        hosts: ['payments.example.org'],
        ready: true,
        endsAt: status.notAfter,
        renewsAt: status.renewalTime,
        issuer: 'ca',
      },
    ]);
  });

  it.each<[string, number, string, string | undefined]>([
    ['ready', MINUTE, 'healthy', undefined],
    // It lives for a day, and is renewed after two thirds of it.
    ['short-lived', HOUR, 'healthy', undefined],
    ['short-lived', 17 * HOUR, 'healthy', undefined],
    ['short-lived', 23 * HOUR, 'degraded', 'certificate-due'],
    ['refused', MINUTE, 'failed', 'certificate-missing'],
    // The old one still serves.
    ['renewal-refused', MINUTE, 'degraded', 'certificate-missing'],
    // Called ready by an operator that has not looked since.
    ['ran-out', MINUTE, 'failed', 'certificate-over'],
    ['issuer-broken', MINUTE, 'progressing', 'certificate-issuing'],
    ['issuer-missing', MINUTE, 'progressing', 'certificate-issuing'],
    // An hour is long for any issuer; these are not there.
    ['issuer-broken', 2 * HOUR, 'failed', 'certificate-missing'],
    ['issuer-missing', 2 * HOUR, 'failed', 'certificate-missing'],
  ])(
    'of one that is %s, %d ms on, is told as it is',
    (what, ms, state, code) => {
      const { verdict } = stateOf('exposure', factsOf(what), {
        environment: 'prod',
        now: at(what, ms),
      });
      expect(verdict).toMatchObject({ state });
      expect(verdict.reasons[0]?.code).toBe(code);
    },
  );
});
