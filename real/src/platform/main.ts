import { startRealPlatform, variables } from './realPlatform';

/** The real platform as a process: says where it is once it is up, and ends with a signal. */
async function main(): Promise<void> {
  const platform = await startRealPlatform();
  let stopping: Promise<void> | undefined;
  const stop = () => {
    stopping ??= platform.stop().then(
      () => process.exit(0),
      error => fail(error),
    );
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  const { cluster, gitea, argocd, vault } = platform;
  const ready = {
    ready: true,
    variables: variables(platform),
    addresses: {
      kubernetes: cluster.url,
      gitea: gitea.url,
      argocd: argocd.url,
      vault: vault.url,
    },
  };
  process.stdout.write(`${JSON.stringify(ready)}\n`);
}

function fail(error: Error): void {
  process.stderr.write(`The real servers cannot run: ${error.message}\n`);
  process.exit(1);
}

main().catch(fail);
