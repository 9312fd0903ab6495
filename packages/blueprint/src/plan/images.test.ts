import { renderService, versionPlacesOf } from '../render';
import { testBundle } from '../__testUtils__/testBundle';
import { testService } from '../__testUtils__/testService';
import { versionIn, withVersion } from './images';

const service = testService();
const { tree } = renderService(service, testBundle);
const digest = (of: string) => `sha256:${of.repeat(64)}`;

describe('the version of an environment, as Git has it', () => {
  const places = versionPlacesOf(service, testBundle);
  const prod = places.at(-1)!;
  const before = tree[prod.file].content;
  const set = (content: string, tag: string, digest_?: string) =>
    withVersion(prod.file, content, prod.image, { tag, digest: digest_ });

  it('is in a file of the overlay of each', () => {
    for (const { environment, file, image } of places) {
      expect([environment, file in tree]).toEqual([environment, true]);
      expect(versionIn(tree[file].content, image)).toEqual({
        tag: 'waiting-for-first-build',
      });
    }
  });

  it('changes with tag and digest, and nothing else does', () => {
    const first = set(before, '0.1.7-g1a2b3c4', digest('a'));
    expect(versionIn(first, prod.image)).toEqual({
      tag: '0.1.7-g1a2b3c4',
      digest: digest('a'),
    });
    expect(first).toBe(
      before.replace(
        '"waiting-for-first-build"',
        `"0.1.7-g1a2b3c4"\n    digest: ${digest('a')}`,
      ),
    );
    // The digest of the tag before would win over the new tag.
    expect(set(first, '0.1.8', digest('b'))).toBe(
      first
        .replace('0.1.7-g1a2b3c4', '0.1.8')
        .replace(digest('a'), digest('b')),
    );
    expect(set(first, '0.1.6')).toBe(
      before.replace('waiting-for-first-build', '0.1.6'),
    );
  });

  it('leaves images alone that are not the service’s', () => {
    const more = before.replace(
      'images:\n',
      `images:\n  - name: docker.io/library/redis\n    newTag: "8.2"\n    digest: ${digest(
        'c',
      )}\n`,
    );
    const after = set(more, '0.1.7', digest('a'));
    expect(versionIn(after, 'docker.io/library/redis')).toEqual({
      tag: '8.2',
      digest: digest('c'),
    });
    expect(versionIn(after, prod.image)?.tag).toBe('0.1.7');
  });

  it('is a tag alone in the values of a chart', () => {
    const values =
      'image:\n  repository: registry.example.com/shop/x\n  tag: "1"\n';
    const path = 'deploy/values/prod.yaml';
    const after = withVersion(path, values, prod.image, {
      tag: '2',
      digest: digest('a'),
    });
    expect(after).toBe(values.replace('"1"', '"2"'));
    expect(versionIn(after, prod.image)).toEqual({ tag: '2' });
  });

  it('cannot become anything else than a tag', () => {
    const tag = 'x"\nresources: [evil]\n#';
    const after = set(before, tag);
    expect(after).not.toMatch(/^resources: \[evil\]/m);
  });
});
