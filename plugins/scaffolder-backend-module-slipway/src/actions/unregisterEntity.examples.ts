import type { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

export const examples: TemplateExample[] = [
  {
    description: 'Take a service out of the catalog, as the last step',
    example: stringify({
      steps: [
        {
          id: 'unregister',
          action: 'slipway:catalog:unregister',
          name: 'Take it out of the catalog',
          input: { entityRef: '${{ parameters.entity }}' },
        },
      ],
    }),
  },
];
