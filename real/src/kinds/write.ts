/* eslint-disable no-console -- a program that people watch */
import { writeFile } from 'node:fs/promises';
import { collectKinds } from './collect';
import { kindsFile } from './file';
import { startFullCluster } from './fullCluster';
import { formatKinds } from './shapes';

async function main() {
  const { cluster, client } = await startFullCluster();
  try {
    await writeFile(kindsFile, formatKinds(await collectKinds(client)));
    console.log(`written: ${kindsFile}`);
  } finally {
    await cluster.stop();
  }
}

main().catch(error => {
  console.error(error.message);
  process.exitCode = 1;
});
