import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import {
  evaluateOverlay,
  renderService,
  validateTree,
} from '@slipway/blueprint';
import { FileTree } from '@slipway/model';
import {
  anySpec,
  countLeaves,
  fullBundle,
  withChart,
} from '@slipway/test-specs';
import { RealCluster } from './cluster/realCluster';
import { summary, withoutAccepted } from './checkers/accepted';
import { checkers } from './checkers/checkers';
import { Said } from './checkers/finding';
import { hasPython } from './checkers/python';
import { Client, KubeObject } from './contract/client';
import { createNamespaces, nameOf, Refused, refusedBy } from './judges/apply';
import { overlaysOf, writeTree } from './judges/files';
import { deliveryFiles, objectsIn } from './judges/objects';
import { startFullCluster } from './kinds/fullCluster';
import { editedTree } from './judges/edits';
import { kubeconform } from './judges/kubeconform';
import { installOpenDefinitions } from './judges/openDefinitions';
import { buildProgram } from './programs/goBuild';
import { programs } from './programs/programs';
import { run } from './programs/run';
import { describeReal } from './realHalf';

jest.setTimeout(1_800_000);

const count = Number(process.env.SLIPWAY_SPECS ?? 40);
const seed = Number(process.env.SLIPWAY_SEED ?? Date.now() % 1_000_000);

/** What a spec becomes: one tree, or two where the manifests lie in a repository of their own. */
interface Drawn {
  document: object;
  trees: FileTree[];
}

const drawn: fc.Arbitrary<Drawn> = anySpec
  .map(({ document, service }) => {
    const { tree, central, findings } = renderService(service, fullBundle);
    return {
      document,
      trees: findings.some(({ severity }) => severity === 'error')
        ? []
        : [withChart(tree, service), ...(central ? [central] : [])],
    };
  })
  .filter(({ trees }) => trees.length > 0);

const byName = (objects: KubeObject[]) =>
  Object.fromEntries(objects.map(object => [nameOf(object), object]));

function attempt(evaluate: () => unknown): KubeObject[] | undefined {
  try {
    return evaluate() as KubeObject[];
  } catch {
    return undefined;
  }
}

describeReal(
  `${count} services drawn from the whole schema, seed ${seed}`,
  () => {
    const samples = fc.sample(drawn, { numRuns: count, seed });
    let cluster: RealCluster;
    let client: Client;
    let folder: string;

    beforeAll(async () => {
      folder = await fs.mkdtemp(path.join(os.tmpdir(), 'slipway-drawn-'));
      ({ cluster, client } = await startFullCluster());
      await installOpenDefinitions(client);
    }, 600_000);
    afterAll(async () => {
      await cluster?.stop();
      await fs.rm(folder, { recursive: true, force: true });
    }, 60_000);

    it('use every field and every choice of the schema, when there are enough of them', () => {
      const rare = [...countLeaves(samples.map(({ document }) => document))]
        .filter(([, times]) => times < 5)
        .map(([leaf, times]) => `${leaf}: ${times}`);
      // Fewer services cannot have everything five times.
      expect(count >= 300 ? rare : []).toEqual([]);
    });

    it('have no finding of our own validator', () => {
      for (const { document, trees } of samples) {
        // A drawn quota may well be too small for what was drawn beside it.
        const findings = trees
          .flatMap(tree => validateTree(tree, fullBundle))
          .filter(({ rule }) => !rule.startsWith('quota.'));
        expect({ document, findings }).toEqual({ document, findings: [] });
      }
    });

    it('are built by kustomize as the overlay evaluator says', async () => {
      const kustomize = await buildProgram(programs.kustomize);
      await fs.mkdir(path.join(folder, 'built'));
      for (const [index, { document, trees }] of samples.entries()) {
        for (const [which, tree] of trees.entries()) {
          const place = path.join(folder, 'trees', `${index}-${which}`);
          await writeTree(tree, place);
          for (const overlay of overlaysOf(tree)) {
            const text = await run(kustomize, [
              'build',
              path.join(place, overlay),
            ]);
            const file = `${index}-${which}-${overlay.replace(
              /\//g,
              '_',
            )}.yaml`;
            await fs.writeFile(path.join(folder, 'built', file), text);
            const built = objectsIn(text);
            const evaluated = evaluateOverlay(tree, overlay) as KubeObject[];
            expect({ document, overlay, ...byName(evaluated) }).toEqual({
              document,
              overlay,
              ...byName(built),
            });
          }
        }
      }
    });

    it('are built by kustomize as the evaluator says after their teams changed them, or refused by both', async () => {
      const kustomize = await buildProgram(programs.kustomize);
      const agreed = { built: 0, refused: 0 };
      for (const [index, { document, trees }] of samples.entries()) {
        const tree = trees[trees.length - 1];
        const overlays = overlaysOf(tree);
        if (overlays.length === 0) {
          // A chart deploys it everywhere.
          continue;
        }
        const overlay = overlays[index % overlays.length];
        const [edited] = fc.sample(editedTree(tree, overlay), {
          numRuns: 1,
          seed: seed + index,
        });
        const place = path.join(folder, 'edited', `${index}`);
        await writeTree(edited, place);
        const built = await run(kustomize, [
          'build',
          path.join(place, overlay),
        ]).then(objectsIn, () => undefined);
        const evaluated = attempt(() => evaluateOverlay(edited, overlay));
        expect({ document, objects: evaluated && byName(evaluated) }).toEqual({
          document,
          objects: built && byName(built),
        });
        agreed[built ? 'built' : 'refused']++;
      }
      // Were most of them refused, little would have been compared.
      expect(agreed.built).toBeGreaterThan(samples.length / 2);
    });

    if (hasPython()) {
      it('satisfy those who check manifests, images, pipelines, alerts and Tiltfiles', async () => {
        const built = path.join(folder, 'built');
        const trees = path.join(folder, 'trees');
        // Nothing to check would be nothing to find.
        expect((await fs.readdir(built)).length).toBeGreaterThanOrEqual(count);
        const said: Said[] = [];
        for (const check of Object.values(checkers)) {
          said.push(...(await check({ trees, built })));
        }
        const { left, unused } = await withoutAccepted(said);
        // A rule that nobody meets any more has no place in the list.
        expect(count >= 40 ? unused : []).toEqual([]);
        expect(summary(left)).toEqual({});
      });
    } else {
      it.todo('not run: no Python on this machine');
    }

    it('satisfy kubeconform, by the schemas that the API server publishes', async () => {
      const built = path.join(folder, 'built');
      expect(summary(await kubeconform(client, built))).toEqual({});
    });

    it('are accepted by the API server, field by field', async () => {
      const refused: Array<Refused & { document: string }> = [];
      for (const { document, trees } of samples) {
        for (const tree of trees) {
          const objects = [
            ...overlaysOf(tree).flatMap(
              overlay => evaluateOverlay(tree, overlay) as KubeObject[],
            ),
            ...deliveryFiles(tree).flatMap(file =>
              objectsIn(tree[file].content),
            ),
          ];
          await createNamespaces(client, objects);
          refused.push(
            ...(await refusedBy(client, objects)).map(refusal => ({
              ...refusal,
              document: JSON.stringify(document),
            })),
          );
        }
      }
      expect(refused).toEqual([]);
    });
  },
);
