import { goModText, stagingModules } from './goBuild';
import { GoProgram, binaryPath, operators, programs } from './programs';

describe('building from a Go module', () => {
  it('follows the modules that a release develops in its own tree', () => {
    const staging = stagingModules({
      Replace: [
        {
          Old: { Path: 'k8s.io/api' },
          New: { Path: './staging/src/k8s.io/api' },
        },
        { Old: { Path: 'example.org/old' }, New: { Path: 'example.org/new' } },
      ],
    });
    expect(goModText(programs.kubeApiserver, '1.26.1', staging)).toBe(
      [
        'module slipway.dev/real/kube-apiserver',
        'go 1.26.1',
        'require k8s.io/kubernetes v1.36.3',
        'replace k8s.io/api => k8s.io/api v0.36.3',
        '',
      ].join('\n'),
    );
  });

  it('needs no replacement where a release stands alone', () => {
    expect(stagingModules({})).toEqual([]);
  });

  it('builds from a copy what is not built as it is', () => {
    const { externalSecrets } = operators;
    expect(goModText(externalSecrets, '1.26.1', []).split('\n')).toContain(
      `replace ${externalSecrets.module} => ./rewritten`,
    );
  });

  it('asks by its own name for what is had by another', () => {
    const { instead, ...asItIs } = operators.sealedSecrets;
    const { module, calledItself, version } = asItIs;
    const lines = (program: GoProgram) =>
      goModText(program, '1.26.1', []).split('\n');
    expect(lines(asItIs)).toEqual(
      expect.arrayContaining([
        `require ${calledItself} ${version}`,
        `replace ${calledItself} => ${module} ${version}`,
      ]),
    );
    expect(lines(operators.sealedSecrets)).toContain(
      `replace ${calledItself} => ./rewritten`,
    );
  });

  it('takes no other version for the one that is wanted', () => {
    const path = binaryPath(programs.etcd, '/cache');
    expect(path).not.toBe(
      binaryPath({ ...programs.etcd, version: 'v3.5.0' }, '/cache'),
    );
  });
});
