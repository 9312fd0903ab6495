import { createRequire } from 'node:module';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { ROOT } from '../../scripts/lib/paths.mjs';
import { plainText } from './plain.mjs';
import { percentile } from './table.mjs';

const fromCli = createRequire(join(ROOT, 'packages/cli/package.json'));
const ms = value => `${value.toFixed(1)} ms`;
const median = values => percentile(values, 0.5);

/** What one call takes, warm: the first are not counted. */
async function timed(times, call) {
  const taken = [];
  for (let i = -5; i < times; i++) {
    const from = performance.now();
    await call(i);
    if (i >= 0) {
      taken.push(performance.now() - from);
    }
  }
  return taken;
}

/** Rendering and validating a service of about 60 files, beside Backstage's own action with as many. */
export async function render({ say }) {
  const { renderService, validateTree } = fromCli('@slipway/blueprint');
  const { expandService } = fromCli('@slipway/model');
  const { planFiles } = fromCli('@slipway/blueprint');
  const { writePlan } = fromCli('./src/io/folder');
  const { fullBundle, soundService } = fromCli(
    join(ROOT, 'packages/test-specs/src'),
  );
  const service = named => {
    const { metadata, spec } = soundService;
    const { prod, ...others } = spec.environments;
    return expandService({
      ...soundService,
      metadata: { ...metadata, name: named },
      spec: {
        ...spec,
        environments: {
          ...others,
          staging: { ...prod, zones: 1 },
          prod: { ...prod, scaling: { min: 3, max: 6, cpu: 70 } },
        },
      },
    });
  };
  const folder = await mkdtemp(join(tmpdir(), 'slipway-bench-render-'));
  try {
    const full = service('payments');
    const { tree } = renderService(full, fullBundle);
    const files = Object.keys(tree).length;

    say('in memory');
    const memory = await timed(200, () => renderService(full, fullBundle));
    say('to disk');
    const disk = await timed(50, i =>
      writePlan(
        join(folder, `own-${i}`),
        planFiles({}, renderService(full, fullBundle).tree),
      ),
    );
    say("Backstage's own action, to disk");
    const fetched = await fetchTemplate(folder, tree);
    say('validating');
    // What was read is remembered with the tree: each time it is another one.
    const fresh = Array.from({ length: 106 }, () => structuredClone(tree));
    const validated = await timed(100, () =>
      validateTree(fresh.pop(), fullBundle),
    );
    say('1,000 services');
    const many = async count => {
      const from = performance.now();
      for (let i = 0; i < count; i++) {
        renderService(service(`payments-${i}`), fullBundle);
      }
      return (performance.now() - from) / count;
    };
    const few = await many(100);
    const thousand = await many(1000);

    return [
      [
        'render, in memory',
        ms(median(memory)),
        `median of 200, ${files} files`,
      ],
      [
        'render, to disk',
        ms(median(disk)),
        'median of 50, each into a new folder',
      ],
      [
        'fetch:template, to disk',
        ms(median(fetched)),
        `median of 50, ${files} files of the same length, one value in each`,
      ],
      [
        'validate',
        ms(median(validated)),
        'median of 100, two clusters, all rules',
      ],
      [
        'one of 1,000 services',
        ms(thousand),
        `${(thousand / few).toFixed(2)} times what one of 100 takes`,
      ],
    ];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The scaffolder's action over a skeleton as large as what Slipway writes. */
async function fetchTemplate(folder, tree) {
  const { ScmIntegrations } = fromCli('@backstage/integration');
  const { ConfigReader } = fromCli('@backstage/config');
  const { createFetchTemplateAction } = fromCli(
    join(
      ROOT,
      'node_modules/@backstage/plugin-scaffolder-backend/dist/scaffolder/actions/builtin/fetch/template.cjs.js',
    ),
  );
  const skeleton = join(folder, 'template/skeleton');
  for (const [path, { content }] of Object.entries(tree)) {
    const file = join(skeleton, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, plainText(content));
  }
  const action = createFetchTemplateAction({
    reader: {},
    integrations: ScmIntegrations.fromConfig(new ConfigReader({})),
  });
  const silent = () => undefined;
  const logger = { info: silent, warn: silent, error: silent, debug: silent };
  let made = 0;
  return timed(50, async i => {
    const workspacePath = join(folder, `fetched-${i}`);
    await mkdir(workspacePath);
    await action.handler({
      input: { url: './skeleton', values: { name: 'payments' } },
      workspacePath,
      templateInfo: {
        entityRef: 'template:default/x',
        baseUrl: `file://${join(folder, 'template/template.yaml')}`,
      },
      logger,
      output: silent,
      createTemporaryDirectory: async () => {
        const temporary = join(folder, `temporary-${made++}`);
        await mkdir(temporary);
        return temporary;
      },
    });
  });
}
