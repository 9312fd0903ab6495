import { evaluateOverlay } from '@slipway/blueprint';
import { FileTree } from '@slipway/model';
import fc from 'fast-check';
import { parse, stringify as toText } from 'yaml';
import { KubeObject } from '../contract/client';

type Plain = Record<string, any>;

/** With quotes wherever a reader of YAML 1.1, as Kubernetes is, would see something else. */
const stringify = (value: unknown) => toText(value, { version: '1.1' });

/** What somebody writes into their own component: a change of its kustomization, and files beside it. */
type Edit = (target: KubeObject) => { fields: Plain; files?: Plain };

const word = fc.constantFrom(
  'a',
  'some-text',
  'yes',
  '0755',
  'x: y',
  '# no',
  '1e3',
  'ü',
);
const words = fc.dictionary(
  fc.constantFrom('example.com/a', 'example.com/b', 'team'),
  fc.constantFrom('a', 'b-c', '1', 'true'),
  { minKeys: 1, maxKeys: 3 },
);

const partial = (target: KubeObject, rest: Plain) => ({
  apiVersion: target.apiVersion,
  kind: target.kind,
  metadata: { name: target.metadata.name, ...rest.metadata },
  ...(rest.spec ? { spec: rest.spec } : {}),
});

/** The containers of an object's pods, and where they are. */
function containersOf(target: KubeObject): { path: string[]; names: string[] } {
  const path =
    target.kind === 'CronJob'
      ? ['spec', 'jobTemplate', 'spec', 'template', 'spec']
      : ['spec', 'template', 'spec'];
  const spec = path.reduce<any>((from, key) => from?.[key], target);
  return {
    path,
    names: (spec?.containers ?? []).map((one: Plain) => one.name),
  };
}

const under = (path: string[], value: unknown): Plain =>
  path.reduceRight<any>((inner, key) => ({ [key]: inner }), value);

const ownMap = (text: string) => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: 'own' },
  data: { text },
});

const edits: fc.Arbitrary<Edit>[] = [
  fc.tuple(word, fc.boolean()).map(([text, list]) => () => ({
    fields: { resources: ['own.yaml'] },
    files: {
      'own.yaml': list
        ? { apiVersion: 'v1', kind: 'List', items: [ownMap(text)] }
        : ownMap(text),
    },
  })),
  fc
    .record({ text: word, hashed: fc.boolean() })
    .map(({ text, hashed }) => () => ({
      fields: {
        configMapGenerator: [
          {
            name: 'settings',
            literals: [`KEY=${text}`, 'OTHER=1'],
            ...(hashed ? {} : { options: { disableNameSuffixHash: true } }),
          },
        ],
      },
    })),
  word.map(text => () => ({
    fields: {
      secretGenerator: [{ name: 'tokens', literals: [`KEY=${text}`] }],
    },
  })),
  words.map(annotations => target => ({
    fields: {
      patches: [
        { patch: stringify(partial(target, { metadata: { annotations } })) },
      ],
    },
  })),
  // Not now with templates and now without: where a later entry changes what an earlier one added, kustomize changes the
  // templates with it, whatever was said.
  words.map(pairs => () => ({
    fields: { labels: [{ pairs, includeTemplates: true }] },
  })),
  words.map(pairs => target => ({
    fields: {
      patches: [
        {
          target: { kind: target.kind, name: target.metadata.name },
          patch: stringify(
            Object.entries(pairs).map(([key, value]) => ({
              op: 'add',
              path: `/metadata/annotations/${key.replace('/', '~1')}`,
              value,
            })),
          ),
        },
      ],
    },
  })),
  fc.tuple(word, fc.boolean()).map(([value, first]) => target => {
    const { path, names } = containersOf(target);
    if (names.length === 0) {
      return { fields: {} };
    }
    const container = {
      name: names[0],
      env: [
        first ? { name: 'PORT', value } : { name: 'OWN', value },
        { name: 'GONE', $patch: 'delete' },
        {
          name: 'SETTING',
          valueFrom: { configMapKeyRef: { name: 'settings', key: 'KEY' } },
        },
      ],
      volumeMounts: [{ name: 'own', mountPath: '/own' }],
    };
    return {
      fields: {
        patches: [{ path: 'patch.yaml' }],
        configMapGenerator: [{ name: 'settings', literals: [`KEY=${value}`] }],
      },
      files: {
        'patch.yaml': partial(
          target,
          under(path, {
            containers: [
              container,
              { name: 'beside', image: 'example.com/x:1' },
            ],
            volumes: [{ name: 'own', emptyDir: {} }],
          }),
        ),
      },
    };
  }),
  fc.constantFrom('2.0', 'v1').map(newTag => () => ({
    fields: {
      images: [{ name: 'docker.io/library/postgres', newTag }],
    },
  })),
  fc.constant<Edit>(target => ({
    fields: {
      patches: [
        {
          patch: stringify({ ...partial(target, {}), $patch: 'delete' }),
        },
      ],
    },
  })),
];

/** A tree as its team left it: with one to three changes in their own component, about objects that are there. */
export function editedTree(
  tree: FileTree,
  overlay: string,
): fc.Arbitrary<FileTree> {
  const file = Object.keys(tree).find(name =>
    /(^|\/)custom\/([\w-]+\/)?kustomization\.yaml$/.test(name),
  )!;
  const folder = file.slice(0, file.lastIndexOf('/'));
  const objects = evaluateOverlay(tree, overlay) as KubeObject[];
  return fc
    .array(fc.tuple(fc.oneof(...edits), fc.constantFrom(...objects)), {
      minLength: 1,
      maxLength: 3,
    })
    .map(chosen => {
      const own: Plain = parse(tree[file].content);
      const result: FileTree = { ...tree };
      for (const [edit, target] of chosen) {
        const { fields, files = {} } = edit(target);
        for (const [field, entries] of Object.entries(fields)) {
          own[field] = [...(own[field] ?? []), ...entries];
        }
        for (const [name, content] of Object.entries(files)) {
          result[`${folder}/${name}`] = { content: stringify(content) };
        }
      }
      result[file] = { content: stringify(own) };
      return result;
    });
}
