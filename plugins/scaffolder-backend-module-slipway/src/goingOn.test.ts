import { describeGoingOn } from './__testUtils__/describeGoingOn';

jest.setTimeout(180_000);

describeGoingOn(
  "the sandbox's Gitea",
  async sandbox => ({ gitea: sandbox, stop: async () => undefined }),
  // The nastier half: what was asked is done, and nobody knows. All of it runs against the real one.
  { losses: [['on its way back', 'after']] },
);
