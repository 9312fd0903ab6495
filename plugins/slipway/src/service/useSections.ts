import type { EntityAspect } from '@slipway/plugin-slipway-common';
import { aspectsOf, cardNames, summaryOf } from '../cards/aspect';
import { shapeOfGoldenPath } from '../cards/GoldenPathCard';
import type { Reading } from '../hooks/EntityStore';
import { useEntityReading } from '../hooks/useEntityState';
import type { Section } from './Sections';

/** The cards with their states: what there is before what there is not. */
function sectionsIn({ value }: Reading): Section[] {
  if (!value || value.environments.length === 0) {
    return [];
  }
  const { goldenPath } = value;
  // It is of the service as a whole.
  const own = cardNames.filter(name => name !== 'goldenPath');
  const sections: Section[] = own.map(name => ({
    name,
    shape: summaryOf<EntityAspect>(
      value.environments,
      // What runs is judged by itself: that nobody knows a commit says nothing of it.
      name === 'deployments' ? ['deployments'] : aspectsOf(name),
    ).shape,
  }));
  if (goldenPath) {
    sections.push({ name: 'goldenPath', shape: shapeOfGoldenPath(goldenPath) });
  }
  const there = ({ name, shape }: Section) =>
    name === 'deployments' || shape !== 'none';
  return [
    ...sections.filter(there),
    ...sections.filter(section => !there(section)),
  ];
}

export function useSections(entityRef: string | undefined): Section[] {
  return useEntityReading(entityRef, sectionsIn);
}
