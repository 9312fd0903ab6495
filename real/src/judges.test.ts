import { readdirSync } from 'node:fs';
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { evaluateOverlay, renderService } from '@slipway/blueprint';
import { FileTree, parseService, PlatformBundle } from '@slipway/model';
import { loadBuiltInBundle } from '@slipway/skeletons';
import { parseAllDocuments } from 'yaml';
import { RealCluster, startRealCluster } from './cluster/realCluster';
import { Client, KubeObject } from './contract/client';
import { createNamespaces, nameOf, refusedBy } from './judges/apply';
import { installDefinitions } from './judges/definitions';
import { argocdFilesOf, overlaysOf, writeTree } from './judges/files';
import { buildProgram } from './programs/goBuild';
import { definitions, programs } from './programs/programs';
import { run } from './programs/run';
import { describeReal } from './realHalf';

jest.setTimeout(300_000);

const examples = path.resolve(__dirname, '../../examples/services');

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
  if (findings.length || !rendered || rendered.findings.length) {
    throw new Error(
      JSON.stringify(
        [...findings, ...(rendered?.findings ?? [])],
        undefined,
        2,
      ),
    );
  }
  return rendered.tree;
}

describeReal(
  'what a generated repository holds, before those who will judge it',
  () => {
    const services = readdirSync(examples).sort();
    let cluster: RealCluster;
    let client: Client;

    beforeAll(async () => {
      cluster = await startRealCluster();
      client = new Client(cluster);
      await installDefinitions(client, definitions.argocd);
    }, 300_000);
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

    describe.each(services)('%s', service => {
      let tree: FileTree;
      let folder: string;

      beforeAll(async () => {
        folder = await fs.mkdtemp(path.join(os.tmpdir(), 'slipway-judges-'));
        tree = renderSpec(
          await fs.readFile(
            path.join(examples, service, 'slipway.yaml'),
            'utf8',
          ),
          await loadBuiltInBundle(),
        );
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
          expect.arrayContaining(['Deployment', 'Service', 'Application']),
        );
        await createNamespaces(client, objects);
        expect(await refusedBy(client, objects)).toEqual([]);
      });

      it('is quiet under go vet, and its own tests pass', async () => {
        const env = { GOFLAGS: '', GOWORK: 'off' };
        await run('go', ['vet', './...'], { cwd: folder, env, nice: true });
        const output = await run('go', ['test', './...'], {
          cwd: folder,
          env,
          nice: true,
        });
        expect(output).toMatch(/^ok\s/m);
        expect(output).not.toMatch(/^FAIL/m);
      });
    });
  },
);
