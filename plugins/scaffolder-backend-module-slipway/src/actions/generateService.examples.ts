import type { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

export const examples: TemplateExample[] = [
  {
    description: 'A Go service with an HTTP API, in three environments',
    example: stringify({
      steps: [
        {
          id: 'generate',
          action: 'slipway:service:generate',
          name: 'Render the repository',
          input: {
            name: 'payments',
            owner: 'group:default/team-pay',
            system: 'shop',
            runtime: 'go',
            type: 'http',
            environments: ['dev', 'staging', 'prod'],
            clusters: { dev: 'local', staging: 'eu-1', prod: 'eu-1' },
            repositoryOwner: 'shop',
          },
        },
      ],
    }),
  },
  {
    description: 'Everything that a slipway.yaml can say',
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
                name: '${{ parameters.name }}',
                owner: '${{ parameters.owner }}',
              },
              spec: {
                runtime: 'go',
                workload: { type: 'http', port: 9000, replicas: 2 },
                environments: {
                  dev: { cluster: 'local', replicas: 1 },
                  prod: { cluster: 'eu-1', env: { LOG_LEVEL: 'warn' } },
                },
              },
            },
            repositoryOwner: 'shop',
          },
        },
      ],
    }),
  },
];
