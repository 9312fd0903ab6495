import fs from 'node:fs/promises';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import kubernetesPlugin from '@backstage/plugin-kubernetes-backend';

/**
 * Backstage's own Kubernetes back end as a process: it loads ES modules while it answers, which a test's own
 * world does not allow. Reads its configuration from one file and writes its port into another.
 */
async function main([configFile, portFile]: string[]): Promise<void> {
  const backend = await startTestBackend({
    features: [
      kubernetesPlugin,
      catalogServiceMock.factory(),
      mockServices.rootConfig.factory({
        data: JSON.parse(await fs.readFile(configFile, 'utf8')),
      }),
    ],
  });
  await fs.writeFile(portFile, `${backend.server.port()}\n`);
}

main(process.argv.slice(2)).catch(error => {
  process.stderr.write(`${error.stack}\n`);
  process.exitCode = 1;
});
