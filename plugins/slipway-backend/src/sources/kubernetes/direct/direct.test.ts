import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { IncomingMessage, Server, createServer as plain } from 'node:http';
import { createServer as secure } from 'node:https';
import { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigReader } from '@backstage/config';
import { selfSigned } from '../../../__testUtils__/certificates';
import { ClusterDirectory } from '../proxyClient';
import { DirectClusters } from './DirectClusters';
import { directClustersIn } from './config';

const read = (clusters: object[], direct: object[]) =>
  directClustersIn(
    new ConfigReader({
      kubernetes: {
        clusterLocatorMethods: [
          { type: 'localKubectlProxy' },
          { type: 'config', clusters },
        ],
      },
      slipway: { sources: { kubernetes: { direct } } },
    } as any),
  );

const account = { authProvider: 'serviceAccount', serviceAccountToken: 't1' };
const nobody: ClusterDirectory = {
  clusters: async () => ['eu-1', 'us-1'],
  client: () => {
    throw new Error('nobody was to be asked');
  },
};
const { signal } = new AbortController();

describe('clusters that are read without the Kubernetes back end', () => {
  it('are those that are named, as the Kubernetes back end has them', () => {
    const eu = { name: 'eu-1', url: 'https://eu-1.example/', ...account };
    const us = { name: 'us-1', url: 'https://us-1.example', ...account };
    expect([...read([eu, us], [{ cluster: 'eu-1' }]).values()]).toEqual([
      {
        name: 'eu-1',
        url: 'https://eu-1.example',
        token: { text: 't1' },
        skipTLSVerify: false,
      },
    ]);
    const caData = Buffer.from('PEM').toString('base64');
    expect(
      read(
        [{ ...us, caData, skipTLSVerify: true }],
        [{ cluster: 'us-1', tokenFile: '/run/token' }],
      ).get('us-1'),
    ).toMatchObject({
      token: { file: '/run/token' },
      ca: { text: 'PEM' },
      skipTLSVerify: true,
    });
    // In the cluster itself, with the account of the portal's own pod.
    expect(
      read(
        [{ ...eu, serviceAccountToken: undefined }],
        [{ cluster: 'eu-1' }],
      ).get('eu-1'),
    ).toMatchObject({
      token: { file: expect.stringMatching(/serviceaccount\/token$/) },
      ca: { file: expect.stringMatching(/serviceaccount\/ca\.crt$/) },
    });
    expect(read([eu], []).size).toBe(0);
  });

  it('tell all that is wrong at once, and no token', () => {
    const wrong = () =>
      read(
        [
          { name: 'eu-1', url: 'https://eu-1', authProvider: 'oidc' },
          { name: 'us-1', url: 'us-1', ...account },
        ],
        [{ cluster: 'eu-1' }, { cluster: 'us-1' }, { cluster: 'ap-1' }, {}],
      );
    expect(wrong).toThrow(
      /direct\[0\]: eu-1 is signed in to with oidc.*direct\[1\]: us-1 has no address.*direct\[2\]: ap-1 is none.*direct\[3\]/s,
    );
    expect(wrong).not.toThrow(/t1/);
  });

  describe('over HTTPS', () => {
    let folder: string;
    let server: Server;
    let asked: IncomingMessage[];
    let tokenFile: string;
    let caFile: string;

    const serve = async ({ key, cert }: { key: string; cert: string }) => {
      server = secure({ key, cert }, (req, res) => {
        asked.push(req);
        const good = req.headers.authorization === 'Bearer t2';
        res.writeHead(good ? 200 : 401).end('{"groups":[]}');
      }).listen(0, '127.0.0.1');
      await new Promise(done => {
        server.on('listening', done);
      });
    };
    const end = () => {
      server.closeAllConnections();
      return new Promise(done => {
        server.close(done);
      });
    };
    const clusters = (more: object = {}) => {
      const { port } = server.address() as AddressInfo;
      const url = `https://127.0.0.1:${port}`;
      const direct = read(
        [{ name: 'eu-1', url, ...account, caFile, ...more }],
        [{ cluster: 'eu-1', tokenFile }],
      );
      return new DirectClusters(
        { ...nobody, client: () => ({} as any) },
        () => direct,
      );
    };

    beforeEach(async () => {
      folder = await mkdtemp(join(tmpdir(), 'slipway-direct-'));
      tokenFile = join(folder, 'token');
      caFile = join(folder, 'ca.crt');
      asked = [];
    });
    afterEach(async () => {
      await end();
      await rm(folder, { recursive: true });
    });

    it('takes up a token and certificates that change on the disk', async () => {
      const first = selfSigned('first');
      const second = selfSigned('second');
      await serve(first);
      await writeFile(tokenFile, 't1\n');
      await writeFile(caFile, second.cert);
      const client = clusters().client('eu-1');
      await expect(client.apis(signal)).rejects.toMatchObject({
        problem: 'unreachable',
        message: 'its certificate is not trusted',
      });
      await writeFile(caFile, first.cert);
      await expect(client.apis(signal)).rejects.toMatchObject({
        problem: 'denied',
        message: 'answered 401',
      });
      await writeFile(tokenFile, 't2\n');
      expect(await client.apis(signal)).toEqual(new Set());
      expect(asked).toHaveLength(2);
      await rm(tokenFile);
      await expect(client.apis(signal)).rejects.toMatchObject({
        problem: 'unreachable',
        message: 'the file with its token cannot be read by the portal',
      });
    });

    it('trusts nobody else, unless it is told not to look', async () => {
      await serve(selfSigned('first'));
      await writeFile(tokenFile, 't2');
      const some = (more: object) =>
        clusters({ caFile: undefined, ...more }).client('eu-1');
      await expect(some({}).apis(signal)).rejects.toMatchObject({
        message: 'its certificate is not trusted',
      });
      expect(asked).toEqual([]);
      expect(await some({ skipTLSVerify: true }).apis(signal)).toEqual(
        new Set(),
      );
    });
  });

  it('are listed with the others, which are asked as before', async () => {
    let direct = new Map();
    const asked: string[] = [];
    const client = (name: string) =>
      ({ apis: async () => asked.push(`through ${name}`) } as any);
    const all = new DirectClusters({ ...nobody, client }, () => direct);
    expect(await all.clusters(signal)).toEqual(['eu-1', 'us-1']);
    const us = all.client('us-1');
    await us.apis(signal);

    const server = plain((req, res) => {
      asked.push(req.headers.authorization!);
      res.end('{"groups":[]}');
    }).listen(0, '127.0.0.1');
    await new Promise(done => {
      server.on('listening', done);
    });
    const { port } = server.address() as AddressInfo;
    const url = `http://127.0.0.1:${port}`;
    // Opted in while it runs.
    direct = read(
      [{ name: 'us-1', url, ...account }],
      [{ cluster: 'us-1' }],
    ) as any;
    await us.apis(signal);
    expect(asked).toEqual(['through us-1', 'Bearer t1']);
    server.closeAllConnections();
    server.close();
  });
});
