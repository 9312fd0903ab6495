import fc from 'fast-check';
import type {
  DeploymentState,
  EnvironmentDeployments,
  VerdictState,
} from '@slipway/plugin-slipway-common';
import {
  AT,
  deployed,
  documentOf,
  environment,
  waitingForBuild,
  workload,
} from '../../__testUtils__/documents';
import type { Shape } from '../../elements/Verdict';
import { answerOf, isWaiting, shapeOf } from './answer';

const stateOf: fc.Arbitrary<DeploymentState> = fc
  .record({
    state: fc.constantFrom<VerdictState>(
      'healthy',
      'progressing',
      'degraded',
      'failed',
      'unknown',
    ),
    versions: fc.array(fc.constantFrom('0.1.3', '0.1.4', 'latest'), {
      maxLength: 3,
    }),
    waiting: fc.boolean(),
  })
  .map(({ state, versions, waiting }) =>
    deployed(
      state,
      versions.map((version, index) =>
        workload(version, { name: `part-${index}` }),
      ),
      waiting ? [waitingForBuild] : [],
    ),
  );

const lastKnown = fc.option(
  stateOf.map(value => ({ value, at: AT })),
  { nil: undefined },
);

const environments: fc.Arbitrary<EnvironmentDeployments[]> = fc
  .array(
    fc.oneof(
      stateOf,
      fc.constant({ answer: 'absent' as const, at: AT }),
      lastKnown.map(known => ({
        answer: 'denied' as const,
        since: AT,
        permission: 'list pods',
        lastKnown: known,
      })),
      lastKnown.map(known => ({
        answer: 'unreachable' as const,
        since: AT,
        reason: 'no answer',
        lastKnown: known,
      })),
    ),
    { maxLength: 5 },
  )
  .map(states =>
    states.map((state, index) => environment(`env-${index}`, state)),
  );

const WORST_FIRST: Shape[] = [
  'failed',
  'degraded',
  'unreachable',
  'denied',
  'progressing',
  'unknown',
  'healthy',
  'none',
];

const rank = (shape: Shape) => WORST_FIRST.indexOf(shape);

describe('The answer of any document', () => {
  it('has the worst shape of its environments', () => {
    fc.assert(
      fc.property(environments, list => {
        const worst = Math.min(
          rank('none'),
          ...list.map(each => rank(shapeOf(each))),
        );
        expect(answerOf(documentOf(...list)).shape).toBe(WORST_FIRST[worst]);
      }),
    );
  });

  it('says something, and only of environments that are there', () => {
    fc.assert(
      fc.property(environments, list => {
        const { parts } = answerOf(documentOf(...list));
        const names = list.map(({ name }) => name);
        expect(parts).not.toHaveLength(0);
        for (const part of parts) {
          expect(names).toEqual(expect.arrayContaining(part.environments));
        }
      }),
    );
  });

  it('leaves out nothing that is not well', () => {
    fc.assert(
      fc.property(environments, list => {
        const told = answerOf(documentOf(...list)).parts.flatMap(
          part => part.environments,
        );
        const notWell = list.filter(
          each => !['healthy', 'none'].includes(shapeOf(each)),
        );
        expect(told).toEqual(
          expect.arrayContaining(notWell.map(({ name }) => name)),
        );
        expect(new Set(told).size).toBe(told.length);
      }),
    );
  });

  it('tells what is worse before what is less bad', () => {
    fc.assert(
      fc.property(environments, list => {
        const ranks = answerOf(documentOf(...list)).parts.flatMap(part =>
          part.environments.map(name =>
            rank(shapeOf(list.find(each => each.name === name)!)),
          ),
        );
        expect(ranks).toEqual([...ranks].sort((a, b) => a - b));
      }),
    );
  });

  it('says that all are healthy, or run one version, only where it is so', () => {
    fc.assert(
      fc.property(environments, list => {
        const { parts } = answerOf(documentOf(...list));
        const says = (...keys: string[]) =>
          parts.some(({ key }) => keys.includes(key));
        const shapes = new Set(list.map(shapeOf));
        // Without names it speaks of all, and so of those that have nothing yet.
        expect(says('healthy') && shapes.has('none')).toBe(false);
        shapes.delete('none');
        expect(
          says('same', 'sameOne', 'healthy', 'healthyIn', 'healthyInMany'),
        ).toBe(shapes.size === 1 && shapes.has('healthy'));
      }),
    );
  });

  it('says that all wait for the first build only where it is so', () => {
    fc.assert(
      fc.property(environments, list => {
        const { parts } = answerOf(documentOf(...list));
        const present = list.filter(each => shapeOf(each) !== 'none');
        expect(parts.some(({ key }) => key === 'waiting')).toBe(
          present.length > 0 &&
            present.every(
              each => isWaiting(each) && shapeOf(each) === 'progressing',
            ),
        );
      }),
    );
  });
});
