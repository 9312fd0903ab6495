import { testBundle } from '../__testUtils__/testBundle';
import { testService } from '../__testUtils__/testService';
import { renderService } from '../render';
import { GOLDEN_PATH_VERSION } from '../version';
import { canonicalJson, digestOf, sha256Hex } from '../text/digest';
import { LOCK_FILE, PRISTINE_FILE, readLock, readPristine } from './pristine';

const { tree } = renderService(testService(), testBundle);
const lockOf = (...args: Parameters<typeof renderService>) =>
  readLock(renderService(...args).tree[LOCK_FILE].content);

describe('the lock', () => {
  const lock = readLock(tree[LOCK_FILE].content);

  it('names versions and digests', () => {
    expect(lock).toMatchObject({
      goldenPath: GOLDEN_PATH_VERSION,
      bundle: { name: 'test-platform', version: '1.0.0' },
    });
    expect(lock.spec).toMatch(/^sha256:[0-9a-f]{64}$/);
    expect(lock.bundle.digest).toMatch(/^sha256:[0-9a-f]{64}$/);
  });

  it('changes with the spec and with the bundle', () => {
    const other = lockOf(
      testService({ metadata: { description: 'x' } }),
      testBundle,
    );
    expect(other.spec).not.toBe(lock.spec);
    expect(other.bundle.digest).toBe(lock.bundle.digest);
    const moved = lockOf(testService(), { ...testBundle, registry: 'r.io' });
    expect(moved.bundle.digest).not.toBe(lock.bundle.digest);
    expect(moved.spec).toBe(lock.spec);
  });

  it('says what belongs to whom', () => {
    expect(lock.files).toMatchObject({
      Dockerfile: 'managed',
      'cmd/server/main.go': 'seeded',
      'deploy/custom/kustomization.yaml': 'seeded',
      'slipway.yaml': 'seeded',
    });
  });
});

describe('the pristine copy', () => {
  const { content } = tree[PRISTINE_FILE];

  it('is one sorted line for each file, and reads back to all of them', () => {
    const files = readPristine(content);
    expect(content.trimEnd().split('\n')).toHaveLength(files.length);
    expect(files.map(({ path }) => path)).toEqual(
      Object.keys(tree).filter(path => !path.startsWith('.slipway/')),
    );
    for (const { path, content: before } of files) {
      expect(before).toBe(tree[path].content);
    }
  });

  it('is marked as generated', () => {
    expect(tree['.gitattributes'].content).toContain(
      `${PRISTINE_FILE} linguist-generated`,
    );
  });

  it('keeps what is executable', () => {
    const rendered = renderService(testService(), {
      ...testBundle,
      skeletons: { 'go-http': { run: { content: '#', executable: true } } },
    });
    expect(rendered.tree.run).toEqual({ content: '#', executable: true });
    expect(
      readPristine(rendered.tree[PRISTINE_FILE].content).find(
        ({ path }) => path === 'run',
      )?.executable,
    ).toBe(true);
  });
});

describe('digests', () => {
  it('are SHA-256 of the text in UTF-8', () => {
    expect(sha256Hex('')).toBe(
      'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    );
    expect(sha256Hex('ü')).toBe(
      '607474ca475a9724d7360aba71a56d5df77e61350e3f724cfa1f46e857e2d85f',
    );
  });

  it('do not depend on the order of keys', () => {
    expect(canonicalJson({ b: [2, { d: 1, c: 2 }], a: 1 })).toBe(
      '{"a":1,"b":[2,{"c":2,"d":1}]}',
    );
    expect(digestOf({ a: 1, b: 2 })).toBe(digestOf({ b: 2, a: 1 }));
  });
});
