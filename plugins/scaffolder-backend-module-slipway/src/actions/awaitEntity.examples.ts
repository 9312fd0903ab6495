import type { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

export const examples: TemplateExample[] = [
  {
    description: 'Wait until the catalog shows what was registered',
    example: stringify({
      steps: [
        {
          id: 'shown',
          action: 'slipway:catalog:await',
          name: 'Wait for the catalog',
          input: { entityRef: '${{ steps.register.output.entityRef }}' },
        },
      ],
    }),
  },
];
