import type { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

export const examples: TemplateExample[] = [
  {
    description: 'What the step before made of the form',
    example: stringify({
      steps: [
        {
          id: 'generate',
          action: 'slipway:service:generate',
          name: 'Render the repository',
          input: { spec: '${{ steps.spec.output.spec }}' },
        },
      ],
    }),
  },
  {
    description: 'A spec that the template has itself',
    example: stringify({
      steps: [
        {
          id: 'generate',
          action: 'slipway:service:generate',
          name: 'Render the repository',
          input: {
            spec: {
              apiVersion: 'slipway.dev/v1alpha1',
              kind: 'Service',
              metadata: {
                name: 'parcels',
                owner: 'group:default/team-pay',
              },
              spec: {
                runtime: 'go',
                workload: { type: 'http', port: 9000, replicas: 2 },
                environments: {
                  dev: { cluster: 'local', replicas: 1 },
                  prod: { cluster: 'eu-1', env: { LOG_LEVEL: 'warn' } },
                },
                repository: {
                  host: 'github',
                  url: 'https://github.com/shop/parcels',
                },
              },
            },
          },
        },
      ],
    }),
  },
];
