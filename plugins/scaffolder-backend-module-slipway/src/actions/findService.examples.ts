import type { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

export const examples: TemplateExample[] = [
  {
    description:
      'The service that a form names, if its name was typed once more',
    example: stringify({
      steps: [
        {
          id: 'service',
          action: 'slipway:service:find',
          name: 'Look at the service',
          input: {
            entityRef: '${{ parameters.entity }}',
            confirm: '${{ parameters.confirm }}',
            also: ['group:default/platform'],
          },
        },
      ],
    }),
  },
];
