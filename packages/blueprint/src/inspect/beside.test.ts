import { testBundle } from '../__testUtils__/testBundle';
import { testService } from '../__testUtils__/testService';
import { renderService } from '../render';
import { renderBeside } from './beside';

const whole = renderService(testService(), testBundle).tree;

describe('A service beside what a repository has', () => {
  it('is the whole service where nothing meets', () => {
    const { tree, kept } = renderBeside(testService(), testBundle, [
      'src/index.php',
    ]);
    expect(tree).toEqual(whole);
    expect(kept).toEqual([]);
  });

  it('leaves every file that is there, whatever the case of its name, and says so in the spec', () => {
    const { tree, kept, service } = renderBeside(testService(), testBundle, [
      'readme.MD',
      '.github/workflows/ci.yaml',
      'catalog-info.yaml',
    ]);
    expect(Object.keys(whole).filter(path => !(path in tree))).toEqual(
      kept.map(({ path }) => path),
    );
    expect(service.spec.repository.own).toEqual([
      '.github/workflows/ci.yaml',
      'README.md',
      'catalog-info.yaml',
    ]);
    expect(tree['slipway.yaml'].content).toContain('- README.md');
    expect(renderService(service, testBundle).tree).toEqual(tree);
    const [pipeline, , catalog] = kept;
    expect(pipeline.note).toMatch(/no pipeline that builds the image/);
    expect(catalog.note).toMatch(/slipway.dev\/environments: "/);
  });

  it('refuses where what deploys it has no room', () => {
    const { findings } = renderBeside(testService(), testBundle, [
      'deploy/base/kustomization.yaml',
    ]);
    expect(findings).toContainEqual(
      expect.objectContaining({
        rule: 'repository.free',
        severity: 'error',
        file: 'deploy/base/kustomization.yaml',
      }),
    );
  });
});
