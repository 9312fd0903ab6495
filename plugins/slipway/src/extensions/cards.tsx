import { Fragment } from 'react';
import {
  coreExtensionData,
  createExtensionInput,
} from '@backstage/frontend-plugin-api';
import { EntityCardBlueprint } from '@backstage/plugin-catalog-react/alpha';
import { z } from 'zod';
import { amount, entityCard } from './entityCard';
import { runsSomewhere } from './kinds';
import { ahead, surface, type Surface } from './surface';

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
  factory: (original, { apis, inputs }) =>
    original({
      type: 'content',
      filter: ahead(runsSomewhere, apis),
      loader: () =>
        surface('Overview')().then(Overview => (
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
        )),
    }),
});

function card(
  name: string,
  component: Surface,
  more: Parameters<typeof entityCard>[2] = {},
) {
  return entityCard(
    name,
    component,
    { environments: z.array(z.string()).optional(), ...more },
    runsSomewhere,
    { id: 'entity-card:slipway/overview', input: 'cards' },
  );
}

export const cardExtensions = [
  overview,
  card('attention', 'Attention'),
  card('deployments', 'DeploymentsCard', {
    bringVersion: z.string().optional(),
  }),
  card('delivery', 'DeliveryCard', { last: amount }),
  card('quotas', 'QuotasCard'),
  card('backups', 'BackupsCard', { runs: amount }),
  card('secrets', 'SecretsCard', { dueDays: amount }),
  card('scaling', 'ScalingCard'),
  card('data', 'DataCard'),
  card('exposure', 'ExposureCard', { dueDays: amount }),
  card('golden-path', 'GoldenPathCard'),
];
