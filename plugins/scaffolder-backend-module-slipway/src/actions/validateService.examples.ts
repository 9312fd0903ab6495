import type { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

export const examples: TemplateExample[] = [
  {
    description: 'Check what the steps before have put into the workspace',
    example: stringify({
      steps: [
        {
          id: 'validate',
          action: 'slipway:service:validate',
          name: 'Check every file',
        },
      ],
    }),
  },
];
