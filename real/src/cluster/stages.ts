import fs from 'node:fs/promises';
import path from 'node:path';
import { parseAllDocuments, stringify } from 'yaml';
import { downloadModule } from '../programs/goBuild';
import { programs } from '../programs/programs';

interface Stage {
  metadata: { name: string };
  spec: { selector: { matchExpressions: object[] } };
}

/** Of KWOK's own stages those by which everything goes well at once. */
const WELL = [
  'node/fast/node-initialize.yaml',
  'node/heartbeat-with-lease/node-heartbeat-with-lease.yaml',
  'pod/fast/pod-ready.yaml',
  'pod/fast/pod-complete.yaml',
  'pod/fast/pod-delete.yaml',
];

/** Those that are not for a pod to which something happens. */
const NOT_IN_TROUBLE = ['pod-ready', 'pod-complete'];
const TROUBLE =
  '[.spec.containers[].image | test(":(waiting-for-first-build|[^/]*-g(bad|dead)[0-9a-f]*)$")] | any';

async function read(file: string): Promise<Stage[]> {
  const text = await fs.readFile(file, 'utf8');
  return parseAllDocuments(text).map(document => document.toJS());
}

/** What KWOK does with nodes and pods: its own stages, as its module has them, and troubles of ours. */
export async function stages(): Promise<string> {
  const { module, version } = programs.kwok;
  const { Dir } = await downloadModule(module, version);
  const well = await Promise.all(
    WELL.map(file => read(path.join(Dir, 'kustomize/stage', file))),
  );
  for (const { metadata, spec } of well.flat()) {
    if (NOT_IN_TROUBLE.includes(metadata.name)) {
      spec.selector.matchExpressions.push({
        key: TROUBLE,
        operator: 'In',
        values: ['false'],
      });
    }
  }
  // eslint-disable-next-line no-restricted-syntax -- this package is never built: it runs from its sources
  const troubles = await read(path.join(__dirname, 'stages/troubles.yaml'));
  return [...well.flat(), ...troubles]
    .map(stage => stringify(stage))
    .join('---\n');
}
