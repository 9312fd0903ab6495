import type { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

export const examples: TemplateExample[] = [
  {
    description: "Let Argo CD deploy what the workspace's Applications name",
    example: stringify({
      steps: [
        {
          id: 'register',
          action: 'slipway:gitops:register',
          name: 'Register with Argo CD',
        },
      ],
    }),
  },
];
