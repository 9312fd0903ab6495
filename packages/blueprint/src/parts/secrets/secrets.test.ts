import { expandService } from '@slipway/model';
import { fullBundle, soundService } from '@slipway/test-specs';
import { readLock } from '../../pristine';
import { renderService } from '../../render';

const sealed = (prod: object) =>
  renderService(
    expandService({
      ...soundService,
      spec: {
        ...soundService.spec,
        secrets: { provider: 'sealed-secrets', keys: ['JWT_KEY'] },
        environments: {
          dev: { cluster: 'local' },
          prod: { cluster: 'eu-1', ...prod },
        },
      },
    }),
    fullBundle,
  );

describe('sealed secrets', () => {
  const file = 'deploy/overlays/prod/sealed-secrets.yaml';

  it('are of one namespace, say how each key is sealed, and hold no value', () => {
    const { tree } = sealed({ namespace: 'shop' });
    expect(tree[file].content).toMatch(
      /# Here belong JWT_KEY\. For each of them:\n.*--namespace shop --name payments-env\n +encryptedData: \{\}/,
    );
    expect(tree['deploy/overlays/dev/sealed-secrets.yaml']).toBeUndefined();
  });

  it("are the team's once they were written, for what is sealed is known to nobody else", () => {
    const { tree } = sealed({});
    expect(readLock(tree['.slipway/lock'].content).files[file]).toBe('seeded');
  });

  it('need the controller that opens them', () => {
    const { tree, findings } = sealed({ cluster: 'bare' });
    expect(tree).toEqual({});
    expect(findings.map(({ rule }) => rule)).toContain(
      'secrets.provider-installed',
    );
  });
});
