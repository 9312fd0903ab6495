import type { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

export const examples: TemplateExample[] = [
  {
    description: 'Close the repository of a service that was found before',
    example: stringify({
      steps: [
        {
          id: 'archive',
          action: 'slipway:repository:archive',
          name: 'Archive the repository',
          input: {
            host: '${{ steps.service.output.repository.host }}',
            owner: '${{ steps.service.output.repository.owner }}',
            name: '${{ steps.service.output.repository.name }}',
          },
        },
      ],
    }),
  },
];
