import {
  FleetEnvironment,
  FleetFacet,
  FleetFilter,
  FleetService,
  VerdictState,
  fleetFacets,
} from '@slipway/plugin-slipway-common';
import fc from 'fast-check';
import { facetsOf } from './facets';
import { orders } from './orders';
import { fleetPage } from './query';
import { worstOf } from './row';

const some = (...values: string[]) => fc.subarray(values);
const verdicts: VerdictState[] = ['healthy', 'degraded', 'failed'];
const one = <T>(...values: T[]) => fc.constantFrom(...values);

const environment: fc.Arbitrary<FleetEnvironment> = fc.record({
  name: one('dev', 'prod'),
  cluster: one('eu-1', 'us-1'),
  namespace: one('a', 'b'),
  verdict: one(...verdicts),
  aspects: one({}, { quota: { answer: 'denied' as const } }),
  versions: one([], ['1.0.0'], ['2.0.0']),
});

const service = fc
  .record({
    owners: some('shop', 'books'),
    system: one(undefined, 'web', 'back'),
    domain: one(undefined, 'retail'),
    type: one(undefined, 'service', 'website'),
    environments: fc.array(environment, { maxLength: 3 }),
  })
  .map(({ system, domain, type, ...rest }) => ({
    ...rest,
    ...(system && { system }),
    ...(domain && { domain, domainsAbove: ['company'] }),
    ...(type && { type }),
    verdict: worstOf(rest.environments),
  }));

const services = fc.array(service, { maxLength: 12 }).map(all =>
  all.map<FleetService>((of, n) => ({
    ...of,
    entityRef: `component:default/svc-${n}`,
    name: `svc-${n % 5}`,
  })),
);

/** Some facets, now and then a word; values that nobody has among them. */
const filter: fc.Arbitrary<FleetFilter> = fc.record(
  {
    owner: some('shop', 'books', 'nobody'),
    system: some('web'),
    domain: some('company', 'retail'),
    type: some('service', 'nothing'),
    environment: some('dev', 'prod'),
    cluster: some('eu-1', 'us-1', 'away'),
    verdict: some(...verdicts),
    trouble: some('quota'),
    worst: some(...verdicts),
    search: one('svc-1', 'WEB svc', '2.0.0'),
  },
  { requiredKeys: [] },
) as fc.Arbitrary<FleetFilter>;

const totalOf = (all: FleetService[], asked: FleetFilter) =>
  fleetPage(all, { ...asked, limit: 1 }).total;

/** Every value that any service has, and one that none has. */
const values: Record<FleetFacet, string[]> = {
  owner: ['shop', 'books', 'nobody'],
  system: ['web', 'back'],
  domain: ['retail', 'company'],
  type: ['service', 'website'],
  lifecycle: ['production'],
  environment: ['dev', 'prod'],
  cluster: ['eu-1', 'us-1'],
  verdict: verdicts,
  worst: [...verdicts, 'unknown'],
  trouble: ['quota'],
};

describe('a page of the fleet', () => {
  it('counts with each choice the services that the choice would leave', () => {
    fc.assert(
      fc.property(services, filter, (all, { worst, ...asked }) => {
        const found = facetsOf(all, asked);
        for (const facet of fleetFacets) {
          const left = values[facet].flatMap(value => {
            const total = totalOf(all, { ...asked, [facet]: [value] });
            return total > 0 ? [[value, total]] : [];
          });
          expect(found[facet]).toEqual(Object.fromEntries(left));
        }
      }),
    );
  });

  it('counts what a service is chosen by under a worst verdict as well', () => {
    fc.assert(
      fc.property(services, filter, (all, asked) => {
        const found = facetsOf(all, asked);
        for (const facet of ['owner', 'system', 'type', 'worst'] as const) {
          const left = values[facet].flatMap(value => {
            const total = totalOf(all, { ...asked, [facet]: [value] });
            return total > 0 ? [[value, total]] : [];
          });
          expect(found[facet]).toEqual(Object.fromEntries(left));
        }
      }),
    );
  });

  it('has no trouble with what was not read yet', () => {
    const at = (starting: boolean): FleetService => ({
      entityRef: `component:default/${starting}`,
      name: 'payments',
      owners: [],
      verdict: 'unknown',
      environments: [
        {
          name: 'prod',
          cluster: 'eu-1',
          namespace: 'payments',
          verdict: 'unknown',
          versions: [],
          aspects: {
            quota: { answer: 'unreachable', ...(starting && { starting }) },
          },
        },
      ],
    });
    expect(facetsOf([at(true)], {}).trouble).toEqual({});
    expect(facetsOf([at(true), at(false)], {}).trouble).toEqual({ quota: 1 });
  });

  it('follows the one before it, in the order that is asked for, until all were shown once', () => {
    const sort = one(
      ...(Object.keys(orders) as (keyof typeof orders)[]).flatMap(
        order => [order, `-${order}`] as const,
      ),
    );
    fc.assert(
      fc.property(services, filter, sort, (all, asked, order) => {
        const whole = fleetPage(all, { ...asked, sort: order, limit: 100 });
        const shown: FleetService[] = [];
        let cursor: string | undefined;
        do {
          const page = fleetPage(all, {
            ...asked,
            sort: order,
            limit: 2,
            ...(cursor && { cursor }),
          });
          expect(page.total).toBe(whole.total);
          expect(page.services.length).toBeLessThanOrEqual(2);
          shown.push(...page.services);
          cursor = page.next;
        } while (cursor);
        expect(shown).toEqual(whole.services);
        const key = orders[order.replace('-', '') as keyof typeof orders];
        const keys = shown.map(key);
        const known = keys.filter(key_ => key_ !== undefined);
        expect(keys.slice(0, known.length)).toEqual(known);
        const sorted = [...known].sort((a, b) => (a < b ? -1 : 1));
        expect(known).toEqual(
          order.startsWith('-') ? sorted.reverse() : sorted,
        );
      }),
    );
  });
});
