import { startSandbox } from '@slipway/sandbox';
import { mkdtemp, rm } from 'fs/promises';
import { tmpdir } from 'os';
import { join } from 'path';
import { describeGitSource } from '../../__testUtils__/describeGitSource';

describeGitSource("the sandbox's Gitea", async () => {
  const folder = await mkdtemp(join(tmpdir(), 'slipway-git-'));
  const sandbox = await startSandbox({
    dataDir: folder,
    ports: { gitea: 0, argocd: 0, local: 0, 'eu-1': 0, control: 0, vault: 0 },
  });
  return {
    url: sandbox.addresses.gitea,
    username: 'slipway',
    password: 'sandbox',
    stop: async () => {
      await sandbox.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
});
