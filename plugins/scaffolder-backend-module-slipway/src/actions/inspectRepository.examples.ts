import { stringify } from 'yaml';

export const examples = [
  {
    description: 'Look at a repository that is there',
    example: stringify({
      steps: [
        {
          id: 'inspect',
          name: 'Read the repository',
          action: 'slipway:repository:inspect',
          input: { url: '${{ parameters.url }}' },
        },
      ],
    }),
  },
];
