import { stringify } from 'yaml';

export const examples = [
  {
    description: 'Ask the people of a repository to take what was rendered',
    example: stringify({
      steps: [
        {
          id: 'propose',
          name: 'Open a pull request',
          action: 'slipway:repository:propose',
          input: {
            host: '${{ steps.inspect.output.repository.host }}',
            owner: '${{ steps.inspect.output.repository.owner }}',
            name: '${{ steps.inspect.output.repository.name }}',
            base: '${{ steps.inspect.output.repository.branch }}',
            branch: 'slipway/add-${{ steps.spec.output.name }}',
            title: 'Add Slipway',
          },
        },
      ],
    }),
  },
];
