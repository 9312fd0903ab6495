import type { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

export const examples: TemplateExample[] = [
  {
    description: 'Wait for what the stock catalog:register has only queued',
    example: stringify({
      steps: [
        {
          id: 'shown',
          action: 'slipway:catalog:await',
          name: 'Wait until the catalog shows it',
          input: {
            entityRef: '${{ steps.register.output.entityRef }}',
            catalogInfoUrl: '${{ steps.register.output.catalogInfoUrl }}',
          },
        },
      ],
    }),
  },
];
