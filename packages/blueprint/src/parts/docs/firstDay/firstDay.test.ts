import { expandService } from '@slipway/model';
import type { ServiceInput } from '@slipway/model';
import { fullBundle, soundService } from '@slipway/test-specs';
import { firstDayOf } from '../../../render';

/** What is said of a service that is in one environment, beside what other tests are about. */
function said(spec: object, bundle: object = {}): string {
  return firstDayOf(
    expandService({
      ...soundService,
      spec: {
        ...soundService.spec,
        environments: { prod: { cluster: 'eu-1' } },
        ...spec,
      },
    } as ServiceInput),
    { ...fullBundle, ...bundle },
  )
    .map(({ text }) => text)
    .join('\n');
}

const repository = (host: string) => ({
  repository: { host, url: 'https://git.example.com/shop/payments' },
});
const ecr = '123456789012.dkr.ecr.eu-central-1.amazonaws.com';

describe('the first day of a service', () => {
  it.each([
    ['github', 'ghcr.io', []],
    ['github', ecr, ['AWS_ROLE']],
    ['github', 'docker.io', ['REGISTRY_USERNAME', 'REGISTRY_PASSWORD']],
    [
      'gitlab',
      ecr,
      ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'DEPLOY_TOKEN'],
    ],
    ['gitea', ecr, ['REGISTRY_USERNAME', 'REGISTRY_PASSWORD']],
  ])(
    'on %s, pushing to %s, the pipeline is to be told %s',
    (host, registry, told) => {
      const lines = said(repository(host), { registry })
        .split('\n')
        .filter(line => line.startsWith('Settings, '));
      expect(
        lines.flatMap(line => line.match(/[A-Z]+(_[A-Z]+)+/g) ?? []),
      ).toEqual(told);
    },
  );

  it('an image that exists already is the one that the nodes pull', () => {
    expect(
      said({ runtime: 'container', build: { image: 'ghcr.io/shop/x:1.4.2' } }),
    ).toContain('The nodes of eu-1 may pull `ghcr.io/shop/x:1.4.2`.');
  });

  it.each([
    ['vault', /Vault has `API_KEY` at `payments\/prod`\./],
    ['infisical', /Infisical has `API_KEY` for prod\./],
    [
      'sealed-secrets',
      /What is in `deploy\/overlays\/prod\/sealed-secrets\.yaml` is sealed/,
    ],
    [
      'plain',
      /The Secret `payments-env` with `API_KEY` is in `payments-prod`\./,
    ],
  ])('values that %s has are named, with their place', (provider, expected) => {
    expect(said({ secrets: { provider, keys: ['API_KEY'] } })).toMatch(
      expected,
    );
  });

  it('what somebody else runs is told, and what comes by itself is not', () => {
    const needs = {
      db: { type: 'postgres', provider: 'managed' },
      cache: { type: 'redis', provider: 'in-cluster' },
    };
    expect(said({ needs })).toMatch(
      /Somebody runs the PostgreSQL of `needs\.db` for prod\./,
    );
    expect(said({ needs })).not.toMatch(/Redis of/);
  });

  it("a developer's own cluster wants nothing", () => {
    expect(
      said({
        environments: { dev: { cluster: 'local' } },
        secrets: { provider: 'plain', keys: ['API_KEY'] },
      }),
    ).not.toMatch(/pull|Secret `/);
  });
});
