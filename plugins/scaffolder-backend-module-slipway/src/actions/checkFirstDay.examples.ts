import type { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

export const examples: TemplateExample[] = [
  {
    description: 'Look up what a service that was registered still needs',
    example: stringify({
      steps: [
        {
          id: 'firstDay',
          action: 'slipway:firstday:check',
          name: 'Look up what it needs',
          input: {
            spec: '${{ steps.spec.output.spec }}',
            entityRef: '${{ steps.register.output.entityRef }}',
          },
        },
      ],
    }),
  },
];
