import path from 'node:path';
import { requestText } from '../http';
import { buildProgram } from '../programs/goBuild';
import { programs } from '../programs/programs';
import { freePort, Keep, untilReady } from './ready';
import { startSupervised } from './supervised';

export async function startEtcd(folder: string, keep: Keep): Promise<string> {
  const url = `http://127.0.0.1:${await freePort()}`;
  const peer = `http://127.0.0.1:${await freePort()}`;
  const etcd = startSupervised(
    await buildProgram(programs.etcd),
    [
      '--unsafe-no-fsync',
      `--data-dir=${path.join(folder, 'etcd')}`,
      `--listen-client-urls=${url}`,
      `--advertise-client-urls=${url}`,
      `--listen-peer-urls=${peer}`,
      `--initial-advertise-peer-urls=${peer}`,
      `--initial-cluster=default=${peer}`,
    ],
    { logFile: path.join(folder, 'etcd.log'), cwd: folder },
  );
  keep(etcd);
  await untilReady(
    'etcd',
    etcd,
    async () => (await requestText(`${url}/health`)).status === 200,
  );
  return url;
}

/** Makes etcd forget every revision before the present one. */
export async function compactEtcd(url: string): Promise<void> {
  const post = async (call: string, body: unknown) => {
    const answer = await requestText(`${url}${call}`, {
      method: 'POST',
      body: JSON.stringify(body),
    });
    if (answer.status !== 200) {
      throw new Error(`etcd refused ${call}: ${answer.body}`);
    }
    return JSON.parse(answer.body);
  };
  const key = Buffer.from('/').toString('base64');
  const { header } = await post('/v3/kv/range', { key, count_only: true });
  await post('/v3/kv/compaction', {
    revision: header.revision,
    physical: true,
  });
}
