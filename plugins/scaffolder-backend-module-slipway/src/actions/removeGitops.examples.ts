import type { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

export const examples: TemplateExample[] = [
  {
    description: "End what the workspace's Applications deploy",
    example: stringify({
      steps: [
        {
          id: 'delivery',
          action: 'slipway:gitops:remove',
          name: 'End the deployments',
        },
      ],
    }),
  },
];
