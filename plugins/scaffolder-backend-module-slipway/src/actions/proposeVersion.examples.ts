import type { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

const step = (input: object) =>
  stringify({
    steps: [
      {
        id: 'version',
        action: 'slipway:version:propose',
        name: 'Open the pull request',
        input: { spec: '${{ steps.service.output.spec }}', ...input },
      },
    ],
  });

export const examples: TemplateExample[] = [
  {
    description: 'What staging runs goes to prod',
    example: step({ environment: 'prod', from: 'staging' }),
  },
  {
    description: 'A version of before comes back',
    example: step({ environment: 'prod', version: '0.1.7-g1a2b3c4' }),
  },
];
