import type { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

export const examples: TemplateExample[] = [
  {
    description: 'Publish the workspace as shop/payments',
    example: stringify({
      steps: [
        {
          id: 'publish',
          action: 'slipway:repository:publish',
          name: 'Publish the repository',
          input: { owner: 'shop', name: 'payments' },
        },
      ],
    }),
  },
];
