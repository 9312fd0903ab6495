import type { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

export const examples: TemplateExample[] = [
  {
    description: 'Keep the history of a new repository from being rewritten',
    example: stringify({
      steps: [
        {
          id: 'protect',
          action: 'slipway:branch:protect',
          name: 'Protect its branch',
          input: { owner: 'shop', name: 'payments' },
        },
      ],
    }),
  },
];
