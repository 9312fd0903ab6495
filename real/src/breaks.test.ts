import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import {
  evaluateOverlay,
  renderService,
  validateTree,
} from '@slipway/blueprint';
import { expandService, FileTree } from '@slipway/model';
import {
  Break,
  breaks,
  broken,
  fullBundle,
  soundService,
} from '@slipway/test-specs';
import { withoutAccepted } from './checkers/accepted';
import { checkers } from './checkers/checkers';
import { Said } from './checkers/finding';
import { hasPython } from './checkers/python';
import { RealCluster } from './cluster/realCluster';
import { Client, KubeObject } from './contract/client';
import { createNamespaces, refusedBy } from './judges/apply';
import { kubeconform } from './judges/kubeconform';
import { overlaysOf, writeTree } from './judges/files';
import { objectsIn, deliveryFiles } from './judges/objects';
import { startFullCluster } from './kinds/fullCluster';
import { buildProgram } from './programs/goBuild';
import { programs } from './programs/programs';
import { run } from './programs/run';
import { describeReal } from './realHalf';

jest.setTimeout(1_200_000);

/** Whom the API server has to contradict: of these rules we say that it refuses the object. */
const refusedByServer =
  /^object\.(field|type|value|required|api|name|label|invalid)$/;

describeReal('what people break, before all judges', () => {
  const { tree } = renderService(expandService(soundService), fullBundle);
  const trees: [name: string, tree: FileTree, one?: Break][] = [
    ['000', tree],
    ...breaks.map((one, index): [string, FileTree, Break] => [
      String(index + 1).padStart(3, '0'),
      broken(tree, one),
      one,
    ]),
  ];
  const saw = new Map<string, Set<string>>();
  const note = (name: string, judge: string) =>
    saw.set(name, (saw.get(name) ?? new Set()).add(judge));
  let folder: string;
  let cluster: RealCluster;
  let client: Client;

  beforeAll(async () => {
    folder = await fs.mkdtemp(path.join(os.tmpdir(), 'slipway-breaks-'));
    ({ cluster, client } = await startFullCluster());
    await createNamespaces(client, [
      ...overlaysOf(tree).flatMap(
        overlay => evaluateOverlay(tree, overlay) as KubeObject[],
      ),
      ...deliveryFiles(tree).flatMap(file => objectsIn(tree[file].content)),
    ]);
  }, 600_000);
  afterAll(async () => {
    await cluster?.stop();
    await fs.rm(folder, { recursive: true, force: true });
  }, 60_000);

  it('is built, or is not', async () => {
    const kustomize = await buildProgram(programs.kustomize);
    await fs.mkdir(path.join(folder, 'built'));
    for (const [name, files] of trees) {
      const place = path.join(folder, 'trees', name);
      await writeTree(files, place);
      for (const overlay of overlaysOf(tree)) {
        const text = await run(kustomize, [
          'build',
          path.join(place, overlay),
        ]).catch(() => note(name, 'kustomize') && undefined);
        if (text !== undefined) {
          const file = `${name}-${overlay.replace(/\//g, '_')}.yaml`;
          await fs.writeFile(path.join(folder, 'built', file), text);
        }
      }
    }
    expect(saw.get('000')).toBeUndefined();
  });

  it('is refused by the API server where we say so', async () => {
    const built = await fs.readdir(path.join(folder, 'built'));
    const sound = new Set<string>();
    for (const [name, files] of trees) {
      const texts = deliveryFiles(files).map(file => files[file].content);
      for (const file of built.filter(one => one.startsWith(name))) {
        texts.push(await fs.readFile(path.join(folder, 'built', file), 'utf8'));
      }
      // What is as it was in the sound tree was judged there.
      const changed = texts
        .flatMap(objectsIn)
        .filter(object => !sound.has(JSON.stringify(object)));
      const refused = await refusedBy(client, changed).catch(error => [error]);
      if (refused.length) {
        note(name, 'API server');
      }
      if (name === '000') {
        changed.forEach(object => sound.add(JSON.stringify(object)));
      }
    }
    expect(saw.get('000')).toBeUndefined();
    const silent = trees
      .filter(([name]) => !saw.has(name))
      .filter(([, , one]) => one && refusedByServer.test(one.rule))
      .map(([, , one]) => one!.what);
    expect(silent).toEqual([]);
  });

  if (hasPython()) {
    it('is told by checkers, where they look', async () => {
      const places = {
        trees: path.join(folder, 'trees'),
        built: path.join(folder, 'built'),
      };
      const said: Said[] = await kubeconform(client, places.built);
      for (const check of Object.values(checkers)) {
        said.push(...(await check(places)));
      }
      for (const one of (await withoutAccepted(said)).left) {
        const [, name] = /(?:^|["/ ])(\d{3})(?=[-/])/.exec(one.where) ?? [];
        note(name ?? 'somewhere', one.checker);
      }
      expect(saw.get('000')).toBeUndefined();
    });
  } else {
    it.todo('not run: no Python on this machine');
  }

  it('is named by our validator, whoever else sees it', () => {
    const table = trees.flatMap(([name, files, one]) => {
      const ours = validateTree(files, fullBundle).map(({ rule }) => rule);
      const others = [...(saw.get(name) ?? [])].sort();
      return one
        ? [{ what: one.what, rule: one.rule, named: ours, others }]
        : [];
    });
    // eslint-disable-next-line no-console -- who saw what is what one runs this for
    console.info(
      table
        .map(
          ({ what, rule, others }) =>
            `${what}: ${rule}; ${others.join(', ') || 'nobody else'}`,
        )
        .join('\n'),
    );
    expect(table.filter(({ rule, named }) => !named.includes(rule))).toEqual(
      [],
    );
  });
});
