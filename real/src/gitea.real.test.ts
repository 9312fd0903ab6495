/* eslint-disable @backstage/no-forbidden-package-imports -- the module's own suites, which are no part of what it gives to others */
import { describeGitHost } from '@slipway/plugin-scaffolder-backend-module-slipway/src/__testUtils__/describeGitHost';
import { describeGoingOn } from '@slipway/plugin-scaffolder-backend-module-slipway/src/__testUtils__/describeGoingOn';
import { TestGitea } from '@slipway/plugin-scaffolder-backend-module-slipway/src/__testUtils__/gitea';
import { startRealGitea } from './gitea/realGitea';
import { describeReal } from './realHalf';

jest.setTimeout(300_000);

async function withOrganization() {
  const { url, username, password, stop } = await startRealGitea();
  const gitea = new TestGitea(url, username, password);
  await gitea.ask('POST', '/orgs', { username: 'shop' });
  return { gitea, stop };
}

describeReal('the real Gitea', () => {
  describeGitHost('Gitea 1.25', async () => {
    const { gitea, stop } = await withOrganization();
    return {
      kind: 'gitea',
      url: gitea.url,
      gitea,
      integrations: { gitea: [gitea.integration()] },
      stop,
    };
  });
  describeGoingOn('Gitea 1.25', withOrganization, { engine: 'kubectl' });
});
