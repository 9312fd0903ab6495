import { freePorts, startSandbox } from '@slipway/sandbox';
import { mkdtemp, rm } from 'fs/promises';
import { tmpdir } from 'os';
import { join } from 'path';
import { describeGitSource } from '../../__testUtils__/describeGitSource';

describeGitSource("the sandbox's Gitea", async () => {
  const folder = await mkdtemp(join(tmpdir(), 'slipway-git-'));
  const sandbox = await startSandbox({
    dataDir: folder,
    ports: freePorts,
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
