import { execFileSync } from 'node:child_process';
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { renderService } from '@slipway/blueprint';
import { checkService } from '@slipway/model';
import { fullBundle, soundService } from '@slipway/test-specs';
import { parse } from 'yaml';
import { objectsIn } from './judges/objects';
import { writeTree } from './judges/files';
import { buildProgram } from './programs/goBuild';
import { programs } from './programs/programs';
import { run } from './programs/run';
import { describeReal } from './realHalf';

jest.setTimeout(600_000);

describeReal('a chart as Helm itself starts one', () => {
  let folder: string;

  beforeAll(async () => {
    folder = await fs.mkdtemp(path.join(os.tmpdir(), 'slipway-helm-'));
  });
  afterAll(() => fs.rm(folder, { recursive: true, force: true }));

  it('gets the image that the pipeline has pushed, in the order of values that Argo CD is told', async () => {
    const helm = await buildProgram(programs.helm);
    const { service } = checkService({
      ...soundService,
      spec: {
        ...(soundService as any).spec,
        delivery: { layout: 'helm', chart: { path: 'charts/service' } },
      },
    });
    const { tree } = renderService(service!, fullBundle);
    await writeTree(tree, folder);
    await fs.mkdir(path.join(folder, 'charts'));
    await run(helm, ['create', path.join(folder, 'charts/service')]);

    const { jobs } = parse(tree['.github/workflows/ci.yaml'].content);
    const [, script] = /^((?:for|values)[^]*?)git commit/m.exec(
      jobs.deploy.steps.at(-1).run,
    )!;
    execFileSync('bash', ['-euo', 'pipefail', '-c', script], {
      cwd: folder,
      env: { ...process.env, TAG: '0.1.7-gabcdef0' },
    });

    const application = Object.keys(tree).find(file =>
      /argocd\/prod\.yaml$/.test(file),
    )!;
    const { source } = parse(tree[application].content).spec;
    const text = await run(helm, [
      'template',
      source.helm.releaseName,
      path.join(folder, source.path),
      ...source.helm.valueFiles.flatMap((file: string) => [
        '--values',
        path.join(folder, source.path, file),
      ]),
    ]);
    const images = objectsIn(text)
      .filter(({ kind }) => kind === 'Deployment')
      .map(({ spec }: any) => spec.template.spec.containers[0].image);
    expect(images).toEqual([
      expect.stringMatching(/\/shop\/[a-z-]+:0\.1\.7-gabcdef0$/),
    ]);
  });
});
