import { readdirSync } from 'node:fs';
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { evaluateOverlay, renderService } from '@slipway/blueprint';
import { FileTree, parseService, PlatformBundle } from '@slipway/model';
import { loadBundle } from '@slipway/skeletons';
import { parseAllDocuments } from 'yaml';
import { RealCluster } from './cluster/realCluster';
import { Client, KubeObject } from './contract/client';
import { createNamespaces, nameOf, refusedBy } from './judges/apply';
import { argocdFilesOf, overlaysOf, writeTree } from './judges/files';
import { installOpenDefinitions } from './judges/openDefinitions';
import { startFullCluster } from './kinds/fullCluster';
import { buildProgram } from './programs/goBuild';
import { programs } from './programs/programs';
import { run } from './programs/run';
import { describeReal } from './realHalf';

jest.setTimeout(300_000);

const root = path.resolve(__dirname, '../..');
const examples = path.join(root, 'examples/services');
/** Go services that answer requests and that Argo CD delivers: their source is built as well. */
const withSource = ['checkout', 'ledger', 'notify', 'payments'];

function objectsIn(text: string): KubeObject[] {
  return parseAllDocuments(text).map(document => {
    expect(document.errors).toEqual([]);
    return document.toJS();
  });
}

const byName = (objects: KubeObject[]) =>
  Object.fromEntries(objects.map(object => [nameOf(object), object]));

/** The repository of a spec; any finding is a failure of whoever wrote the spec or the blueprint. */
function renderSpec(text: string, bundle: PlatformBundle): FileTree {
  const { service, findings } = parseService(text);
  const rendered = service && renderService(service, bundle);
  // But that a developer's own cluster goes without some of it.
  const wrong = [...findings, ...(rendered?.findings ?? [])].filter(
    ({ rule }) => rule !== 'profile.left-out',
  );
  if (wrong.length || !rendered) {
    throw new Error(JSON.stringify(wrong, undefined, 2));
  }
  return rendered.tree;
}

async function renderExample(service: string): Promise<FileTree> {
  return renderSpec(
    await fs.readFile(path.join(examples, service, 'slipway.yaml'), 'utf8'),
    await loadBundle('examples/platform', root),
  );
}

describeReal(
  'what a generated repository holds, before those who will judge it',
  () => {
    const services = readdirSync(examples).sort();
    let cluster: RealCluster;
    let client: Client;

    beforeAll(async () => {
      ({ cluster, client } = await startFullCluster());
      await installOpenDefinitions(client);
    }, 600_000);
    afterAll(async () => {
      await cluster?.stop();
    }, 60_000);

    it('is about services that are there', () => {
      expect(services.length).toBeGreaterThanOrEqual(4);
    });

    it('is judged by a server that refuses a field that nobody knows', async () => {
      const odd: KubeObject = {
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: { name: 'odd', namespace: 'default' },
        dta: { key: 'value' },
      };
      expect(await refusedBy(client, [odd])).toEqual([
        {
          object: 'ConfigMap/default/odd',
          status: expect.any(Number),
          message: expect.stringContaining('.dta'),
        },
      ]);
    });

    it.each(withSource)(
      '%s is quiet under go vet, and its own tests pass',
      async service => {
        const folder = await fs.mkdtemp(path.join(os.tmpdir(), 'slipway-vet-'));
        await writeTree(await renderExample(service), folder);
        const env = { GOFLAGS: '', GOWORK: 'off' };
        await run('go', ['vet', './...'], { cwd: folder, env, nice: true });
        const output = await run('go', ['test', './...'], {
          cwd: folder,
          env,
          nice: true,
        });
        expect(output).toMatch(/^ok\s/m);
        expect(output).not.toMatch(/^FAIL/m);
        await fs.rm(folder, { recursive: true, force: true });
      },
    );

    describe.each(services)('%s', service => {
      let tree: FileTree;
      let folder: string;

      beforeAll(async () => {
        folder = await fs.mkdtemp(path.join(os.tmpdir(), 'slipway-judges-'));
        tree = await renderExample(service);
        await writeTree(tree, folder);
      });
      afterAll(async () => {
        await fs.rm(folder, { recursive: true, force: true });
      });

      it('is built by kustomize as the overlay evaluator says', async () => {
        const kustomize = await buildProgram(programs.kustomize);
        const overlays = overlaysOf(tree);
        expect(overlays).not.toEqual([]);
        for (const overlay of overlays) {
          const built = objectsIn(
            await run(kustomize, ['build', path.join(folder, overlay)]),
          );
          const evaluated = evaluateOverlay(tree, overlay) as KubeObject[];
          expect(evaluated).toHaveLength(built.length);
          expect({ overlay, ...byName(evaluated) }).toEqual({
            overlay,
            ...byName(built),
          });
        }
      });

      it('is accepted by a Kubernetes API server, field by field', async () => {
        const objects = [
          ...overlaysOf(tree).flatMap(
            overlay => evaluateOverlay(tree, overlay) as KubeObject[],
          ),
          ...argocdFilesOf(tree).flatMap(file => objectsIn(tree[file].content)),
        ];
        expect(objects.map(({ kind }) => kind)).toEqual(
          expect.arrayContaining([
            'ServiceAccount',
            'NetworkPolicy',
            ...(withSource.includes(service)
              ? ['Deployment', 'Service', 'Application']
              : []),
          ]),
        );
        await createNamespaces(client, objects);
        expect(await refusedBy(client, objects)).toEqual([]);
      });
    });
  },
);
