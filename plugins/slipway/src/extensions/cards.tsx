import { Fragment, type ComponentType } from 'react';
import {
  coreExtensionData,
  createExtensionInput,
} from '@backstage/frontend-plugin-api';
import { EntityCardBlueprint } from '@backstage/plugin-catalog-react/alpha';
import { z } from 'zod';
import type { CardSettings } from '../cards/aspect/settings';
import { runsSomewhere } from './kinds';

const surfaces = () => import('../surfaces');
const loadOverview = () => import('../surfaces').then(m => m.Overview);

const { filterFunction } = EntityCardBlueprint.dataRefs;

/**
 * One card of the entity's page, in which the suite's own stand beside one another as there is room. Whoever wants one
 * of them elsewhere attaches it there.
 */
const overview = EntityCardBlueprint.makeWithOverrides({
  name: 'overview',
  inputs: {
    cards: createExtensionInput([
      coreExtensionData.reactElement,
      filterFunction.optional(),
    ]),
  },
  factory: (original, { inputs }) =>
    original({
      type: 'content',
      filter: runsSomewhere,
      loader: async () => {
        const Overview = await loadOverview();
        return (
          <Overview
            cards={inputs.cards.map(one => ({
              shownFor: one.get(filterFunction),
              element: (
                <Fragment key={one.node.spec.id}>
                  {one.get(coreExtensionData.reactElement)}
                </Fragment>
              ),
            }))}
          />
        );
      },
    }),
});

/** What a portal may set beside what every card has. */
interface Own<P> {
  amounts?: (keyof P & string)[];
  words?: (keyof P & string)[];
}

function card<P extends CardSettings>(
  name: string,
  load: () => Promise<ComponentType<P>>,
  { amounts = [], words = [] }: Own<P> = {},
) {
  return EntityCardBlueprint.makeWithOverrides({
    name,
    attachTo: { id: 'entity-card:slipway/overview', input: 'cards' },
    configSchema: {
      environments: z.array(z.string()).optional(),
      ...(Object.fromEntries(
        amounts.map(amount => [amount, z.int().min(1).optional()]),
      ) as Record<string, z.ZodOptional<z.ZodInt>>),
      ...(Object.fromEntries(
        words.map(word => [word, z.string().optional()]),
      ) as Record<string, z.ZodOptional<z.ZodString>>),
    },
    factory: (original, { config }) =>
      original({
        type: 'content',
        filter: runsSomewhere,
        loader: async () => {
          const Card = await load();
          const settings = Object.fromEntries(
            ['environments', ...amounts, ...words].map(key => [
              key,
              (config as Record<string, unknown>)[key],
            ]),
          ) as unknown as P;
          return <Card {...settings} />;
        },
      }),
  });
}

export const cardExtensions = [
  overview,
  card('attention', () => surfaces().then(m => m.Attention)),
  card('deployments', () => surfaces().then(m => m.DeploymentsCard), {
    words: ['bringVersion'],
  }),
  card('delivery', () => surfaces().then(m => m.DeliveryCard), {
    amounts: ['last'],
  }),
  card('quotas', () => surfaces().then(m => m.QuotasCard)),
  card('backups', () => surfaces().then(m => m.BackupsCard), {
    amounts: ['runs'],
  }),
  card('secrets', () => surfaces().then(m => m.SecretsCard), {
    amounts: ['dueDays'],
  }),
  card('scaling', () => surfaces().then(m => m.ScalingCard)),
  card('data', () => surfaces().then(m => m.DataCard)),
  card('exposure', () => surfaces().then(m => m.ExposureCard), {
    amounts: ['dueDays'],
  }),
];
