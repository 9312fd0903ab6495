import { describeGitHost } from './__testUtils__/describeGitHost';
import { startHostStandIn } from './__testUtils__/hostStandIns';
import { TestSandbox } from './__testUtils__/sandbox';

jest.setTimeout(60_000);

describeGitHost("the sandbox's Gitea", async () => {
  const sandbox = await TestSandbox.start();
  return {
    kind: 'gitea',
    url: sandbox.url,
    gitea: sandbox,
    integrations: sandbox.config().integrations,
    stop: () => sandbox.stop(),
  };
});

// Stand-ins over the sandbox's repositories.
describe.each(['github', 'gitlab'] as const)('With a stand-in', kind => {
  describeGitHost(kind, async () => {
    const sandbox = await TestSandbox.start();
    const standIn = await startHostStandIn(kind, sandbox.url);
    return {
      kind,
      url: standIn.url,
      gitea: sandbox,
      integrations: standIn.integrations,
      async stop() {
        await standIn.stop();
        await sandbox.stop();
      },
    };
  });
});
