import { plainText } from './plain.mjs';
import { withPortal } from './portal.mjs';
import { percentile } from './table.mjs';

const TIMES = 15;
const PLAIN = 'plain';

const common = {
  owner: 'group:default/team-pay',
  more: { system: 'system:default/shop', description: 'Is measured' },
};

/** Each template that makes a service, with what it asks beyond a name. */
const forms = {
  'http-api': { runtime: 'go', needs: ['postgres'] },
  'grpc-api': { runtime: 'kotlin', needs: ['postgres'] },
  realtime: { runtime: 'node', needs: ['redis'] },
  worker: { runtime: 'python', needs: ['rabbitmq'] },
  job: { runtime: 'go', schedule: '0 3 * * *' },
  web: { runtime: 'nextjs' },
  'graphql-subgraph': { runtime: 'kotlin' },
  'graphql-router': { subgraphs: ['component:default/payments'] },
  'existing-image': { image: 'ghcr.io/shop/measured:1.4.2' },
};

/** What somebody waits for who tries a template, beside Backstage's own way to make as many files. */
export function dryRun({ say }) {
  return withPortal(async ({ api }) => {
    const templates = {};
    for (const name of Object.keys(forms)) {
      templates[name] = await (
        await api(`/api/catalog/entities/by-name/template/default/${name}`)
      ).json();
    }
    const run = async (template, values, directoryContents = []) => {
      const from = performance.now();
      const answer = await api('/api/scaffolder/v2/dry-run', {
        method: 'POST',
        body: JSON.stringify({ template, values, directoryContents }),
      });
      const body = await answer.json();
      const took = performance.now() - from;
      if (answer.status !== 200) {
        throw new Error(`a dry run answered ${JSON.stringify(body)}`);
      }
      return { took, files: body.directoryContents };
    };

    const own = (name, number) =>
      run(templates[name], {
        ...common,
        ...forms[name],
        name: `measured-${number}`,
      });
    say('once each');
    const first = await own('http-api', 0);
    const skeleton = asSkeleton(first.files);
    const plain = () => run(plainTemplate, { name: 'measured' }, skeleton);
    const times = { [PLAIN]: [] };
    await plain();
    // One after the other, so that what else the machine does falls on all alike.
    for (let number = 1; number <= TIMES; number++) {
      for (const name of Object.keys(forms)) {
        say(`${number} of ${TIMES}: ${name}`);
        const { took } = await own(name, number);
        times[name] = [...(times[name] ?? []), took];
      }
      times[PLAIN].push((await plain()).took);
    }
    return rows(times, skeleton.length);
  });
}

function rows(times, files) {
  const ms = (name, share) =>
    `${Math.round(percentile(times[name], share))} ms`;
  const slowest = Object.keys(forms).sort(
    (a, b) => percentile(times[b], 0.95) - percentile(times[a], 0.95),
  )[0];
  const ratio =
    percentile(times['http-api'], 0.5) / percentile(times[PLAIN], 0.5);
  return [
    [
      'dry run of a template, p95',
      ms(slowest, 0.95),
      `the slowest, ${slowest}, of ${
        Object.keys(forms).length
      } templates; each ${TIMES} times, in turn; aimed at: 1 s`,
    ],
    ...Object.keys(forms).map(name => [
      `dry run of ${name}: p50 / p95`,
      `${ms(name, 0.5)} / ${ms(name, 0.95)}`,
      Object.values(forms[name]).flat().join(', '),
    ]),
    [
      'dry run of fetch:template: p50 / p95',
      `${ms(PLAIN, 0.5)} / ${ms(PLAIN, 0.95)}`,
      `one step, ${files} files of the same length as http-api's, one value in each, in turn with the others; http-api takes ${ratio.toFixed(
        1,
      )} times as long, and composes, checks, validates and asks hosts`,
    ],
  ];
}

const plainTemplate = {
  apiVersion: 'scaffolder.backstage.io/v1beta3',
  kind: 'Template',
  metadata: { name: 'plain', namespace: 'default' },
  spec: {
    type: 'service',
    parameters: [{ title: 'Plain', properties: { name: { type: 'string' } } }],
    steps: [
      {
        id: 'fetch',
        name: 'Fetch',
        action: 'fetch:template',
        input: {
          url: './skeleton',
          values: { name: '${{ parameters.name }}' },
        },
      },
    ],
  },
};

function asSkeleton(files) {
  return files.map(({ path, base64Content }) => {
    const content = Buffer.from(base64Content, 'base64').toString();
    return {
      path: `skeleton/${path}`,
      base64Content: Buffer.from(plainText(content)).toString('base64'),
      executable: false,
    };
  });
}
