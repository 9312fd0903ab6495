import type { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

export const examples: TemplateExample[] = [
  {
    description:
      'All that the form says, with the shape that the template is for',
    example: stringify({
      steps: [
        {
          id: 'spec',
          action: 'slipway:spec:compose',
          name: 'Read the form',
          input: { values: '${{ parameters }}', fixed: { type: 'http' } },
        },
      ],
    }),
  },
  {
    description: 'A worker with a queue, of which two run in prod at least',
    example: stringify({
      steps: [
        {
          id: 'spec',
          action: 'slipway:spec:compose',
          name: 'Read the form',
          input: {
            values: {
              name: 'parcels',
              owner: 'group:default/team-pay',
              runtime: 'go',
              environments: ['dev', { name: 'prod', replicas: 2 }],
            },
            fixed: { type: 'worker', needs: ['rabbitmq'] },
          },
        },
      ],
    }),
  },
];
