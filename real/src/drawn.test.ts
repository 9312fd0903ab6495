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
import { landscapes } from './judges/landscapes';
import { installOpenDefinitions } from './judges/openDefinitions';
import { Judgements } from './judges/judgements';
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
  `${count} services drawn from the whole schema, seed ${seed}, and the landscapes`,
  () => {
    const drawings = fc.sample(drawn, { numRuns: count, seed });
    const samples = [...drawings];
    const record = new Judgements(
      `${count} services drawn from the whole schema (seed ${seed}), and the landscapes of examples/`,
    );
    const judged = { trees: 0, overlays: 0 };
    let cluster: RealCluster;
    let client: Client;
    let folder: string;

    beforeAll(async () => {
      folder = await fs.mkdtemp(path.join(os.tmpdir(), 'slipway-drawn-'));
      ({ cluster, client } = await startFullCluster());
      await installOpenDefinitions(client);
      for (const { name, tree } of await landscapes()) {
        samples.push({ document: { landscape: name }, trees: [tree] });
      }
    }, 600_000);
    afterAll(async () => {
      await record.keep();
      await cluster?.stop();
      await fs.rm(folder, { recursive: true, force: true });
    }, 60_000);

    it('use every field and every choice of the schema, when there are enough of them', () => {
      const used = [...countLeaves(drawings.map(({ document }) => document))];
      const rare = used
        .filter(([, times]) => times < 5)
        .map(([leaf, times]) => `${leaf}: ${times}`);
      record.tell(
        `How many of the drawn services use each of ${used.length} fields and choices`,
        used.map(([leaf, times]) => `- ${leaf}: ${times}`),
      );
      // Fewer services cannot have everything five times.
      expect(count >= 300 ? rare : []).toEqual([]);
    });

    it('have no finding of our own validator', () => {
      // Landscapes are for platforms of their own, and are validated where those are.
      for (const { document, trees } of drawings) {
        // A drawn quota may well be too small for what was drawn beside it.
        const findings = trees
          .flatMap(tree => validateTree(tree, fullBundle))
          .filter(({ rule }) => !rule.startsWith('quota.'));
        expect({ document, findings }).toEqual({ document, findings: [] });
      }
      record.add("Slipway's validator", {
        of: `${drawings.flatMap(({ trees }) => trees).length} trees`,
        findings: 0,
      });
    });

    it('are built by kustomize as the overlay evaluator says', async () => {
      const kustomize = await buildProgram(programs.kustomize);
      await fs.mkdir(path.join(folder, 'built'));
      for (const [index, { document, trees }] of samples.entries()) {
        for (const [which, tree] of trees.entries()) {
          const place = path.join(folder, 'trees', `${index}-${which}`);
          await writeTree(tree, place);
          judged.trees++;
          for (const overlay of overlaysOf(tree)) {
            judged.overlays++;
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
      record.add('kustomize', {
        of: `${judged.overlays} overlays`,
        findings: 0,
      });
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
      record.add('kustomize, after edits', {
        of: `${agreed.built + agreed.refused} overlays, ${
          agreed.refused
        } refused by both`,
        findings: 0,
      });
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
        const { left, unused, reasons } = await withoutAccepted(said);
        for (const checker of Object.keys(checkers)) {
          const by = (one: Said) => one.checker === checker;
          record.add(checker, {
            of: `${judged.trees} trees`,
            findings: left.filter(by).length,
            accepted: said.filter(by).length - left.filter(by).length,
          });
        }
        record.tell(
          'Accepted rules',
          reasons.map(reason => `- ${reason}`),
        );
        // A rule that nobody meets any more has no place in the list.
        expect(count >= 40 ? unused : []).toEqual([]);
        expect(summary(left)).toEqual({});
      });
    } else {
      it.todo('not run: no Python on this machine');
    }

    it('satisfy kubeconform, by the schemas that the API server publishes', async () => {
      const built = path.join(folder, 'built');
      const said = await kubeconform(client, built);
      record.add('kubeconform', {
        of: `${judged.overlays} overlays`,
        findings: said.length,
      });
      expect(summary(said)).toEqual({});
    });

    it('are accepted by the API server, field by field', async () => {
      const refused: Array<Refused & { document: string }> = [];
      let applied = 0;
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
          applied += objects.length;
          await createNamespaces(client, objects);
          refused.push(
            ...(await refusedBy(client, objects)).map(refusal => ({
              ...refusal,
              document: JSON.stringify(document),
            })),
          );
        }
      }
      record.add('kube-apiserver', {
        of: `${applied} objects`,
        findings: refused.length,
      });
      expect(refused).toEqual([]);
    });
  },
);
