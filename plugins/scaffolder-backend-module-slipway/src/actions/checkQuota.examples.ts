import type { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

export const examples: TemplateExample[] = [
  {
    description:
      'Compare what the workspace asks for with what its namespaces have left',
    example: stringify({
      steps: [
        {
          id: 'quota',
          action: 'slipway:quota:check',
          name: 'Check the quotas',
          input: { spec: '${{ steps.spec.output.spec }}' },
        },
      ],
    }),
  },
];
