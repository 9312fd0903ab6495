import type { FileTree } from '@slipway/model';
import { evaluateOverlay } from './evaluate';
import { OverlayError } from './overlayError';

const files = (tree: Record<string, string>): FileTree =>
  Object.fromEntries(
    Object.entries(tree).map(([path, content]) => [path, { content }]),
  );

const map = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n';

describe('evaluateOverlay', () => {
  it('takes the folder or its kustomization', () => {
    const tree = files({
      'o/kustomization.yaml': 'resources: [a.yaml]\n',
      'o/a.yaml': map,
    });
    expect(evaluateOverlay(tree, 'o')).toHaveLength(1);
    expect(evaluateOverlay(tree, 'o/kustomization.yaml')).toHaveLength(1);
  });

  it('takes no way out of the repository for a way into it', () => {
    const tree = files({
      'o/kustomization.yaml': 'resources: [../../../b]\n',
      'b/kustomization.yaml': 'resources: [a.yaml]\n',
      'b/a.yaml': map,
    });
    expect(() => evaluateOverlay(tree, 'o')).toThrow('leaves the repository');
  });

  it('reads YAML as kustomize does', () => {
    const tree = files({
      'o/kustomization.yaml': 'resources: [a.yaml]\n',
      'o/a.yaml': `${map}data: {a: yes, b: 0755, c: 12:30, d: 2026-01-01, e: "on"}\nf: |\n  no line break`,
    });
    expect(evaluateOverlay(tree, 'o')[0]).toMatchObject({
      data: { a: 'yes', b: 493, c: '12:30', d: '2026-01-01', e: 'on' },
      f: 'no line break',
    });
  });

  it.each([
    ['a file of another folder', { k: 'resources: [../a.yaml]' }],
    ['a file that is not there', { k: 'resources: [gone.yaml]' }],
    ['what is elsewhere', { k: 'resources: ["https://example.com/x"]' }],
    ['what is outside', { k: 'resources: [../../../../etc]' }],
    ['itself', { k: 'resources: [../o]' }],
    ['an object twice', { k: 'resources: [a.yaml, a.yaml]', a: map }],
    ['what is no object', { k: 'resources: [a.yaml]', a: 'hello: world' }],
    ['broken YAML', { k: 'resources: [a.yaml]', a: 'a: [' }],
    ['deep YAML', { k: 'resources: [a.yaml]', a: '['.repeat(100000) }],
    ['a field that it does not know', { k: 'helmCharts: []' }],
    ['a list that is none', { k: 'resources: a.yaml', a: map }],
    ['a patch without a target', { k: 'patches: [{patch: "- {op: test}"}]' }],
    [
      'a patch of nothing',
      { k: `patches: [{patch: "${map.replace(/\n/g, '\\n')}"}]` },
    ],
    ['a generator that is no list', { k: 'configMapGenerator: a' }],
    ['a generated map without a name', { k: 'configMapGenerator: [{}]' }],
    [
      'a generated key twice',
      { k: 'configMapGenerator: [{name: b, literals: [a=1, a=2]}]' },
    ],
    [
      'a literal that is none',
      { k: 'configMapGenerator: [{name: b, literals: [a]}]' },
    ],
    [
      'to generate what is there',
      { k: 'resources: [a.yaml]\nconfigMapGenerator: [{name: a}]', a: map },
    ],
    [
      'to merge with nothing',
      { k: 'configMapGenerator: [{name: a, behavior: merge}]' },
    ],
    ['replicas of nothing', { k: 'replicas: [{name: a, count: 1}]' }],
  ])('refuses %s, and says where and what to do', (_, { k, a = '' }: any) => {
    const tree = files({
      'o/kustomization.yaml': k,
      'o/a.yaml': a,
      'a.yaml': map,
    });
    let thrown: unknown;
    try {
      evaluateOverlay(tree, 'o');
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBeInstanceOf(OverlayError);
    expect((thrown as OverlayError).finding).toMatchObject({
      file: expect.stringMatching(/^o\//),
      remedy: expect.stringMatching(/^[A-Z]/),
    });
  });
});
