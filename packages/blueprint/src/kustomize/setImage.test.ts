import { overlayPath } from '../places';
import { testBundle } from '../__testUtils__/testBundle';
import { testService } from '../__testUtils__/testService';
import { renderService } from '../render';
import { setImage } from './setImage';

const { tree } = renderService(testService(), testBundle);
const image = 'registry.example.com/shop/payments';
const overlay = overlayPath('prod');
const file = `${overlay}/kustomization.yaml`;

describe('setImage', () => {
  it('changes the one line', () => {
    const deployed = setImage(tree, overlay, image, '0.1.7-g1a2b3c4');
    expect(deployed[file].content).toBe(
      tree[file].content.replace('waiting-for-first-build', '0.1.7-g1a2b3c4'),
    );
    expect({ ...deployed, [file]: undefined }).toEqual({
      ...tree,
      [file]: undefined,
    });
  });

  it('adds a digest, and takes it away with the next tag that has none', () => {
    const digest = `sha256:${'a'.repeat(64)}`;
    const pinned = setImage(tree, overlay, image, '1e3', digest);
    expect(pinned[file].content).toContain(
      `newTag: "1e3"\n    digest: ${digest}\n`,
    );
    expect(setImage(pinned, overlay, image, '2')[file].content).not.toContain(
      'digest',
    );
  });

  it('says what is missing', () => {
    expect(() => setImage(tree, overlay, 'other', '1')).toThrow(/'other'/);
    expect(() => setImage(tree, 'deploy/overlays/x', image, '1')).toThrow(
      /deploy\/overlays\/x\/kustomization.yaml/,
    );
  });
});
