import type { FileTree } from '@slipway/model';
import { customTree } from '../__testUtils__/customTree';
import { testBundle } from '../__testUtils__/testBundle';
import { testService } from '../__testUtils__/testService';
import { renderService } from '../render';
import { validateTree } from './validate';

const { tree } = renderService(
  testService({ spec: { environments: { dev: { cluster: 'local' } } } }),
  testBundle,
);

function edited(file: string, from: string | RegExp, to: string): FileTree {
  const content = tree[file].content.replace(from, to);
  expect(content).not.toBe(tree[file].content);
  return { ...tree, [file]: { content } };
}

const base = 'deploy/base/deployment-main.yaml';
const service = 'deploy/base/service-main.yaml';
const overlay = 'deploy/overlays/dev/kustomization.yaml';
const application = 'deploy/argocd/dev.yaml';

describe('validateTree', () => {
  it('finds nothing in what the blueprint renders', () => {
    expect(validateTree(tree, testBundle)).toEqual([]);
  });

  it.each([
    ['policy.restricted', base, 'runAsNonRoot: true', 'runAsNonRoot: false'],
    [
      'policy.restricted',
      base,
      'allowPrivilegeEscalation: false',
      'privileged: true',
    ],
    ['policy.restricted', base, '- ALL', '- CHOWN'],
    ['policy.restricted', base, 'RuntimeDefault', 'Unconfined'],
    [
      'policy.restricted',
      base,
      'terminationGracePeriodSeconds: 30',
      'hostNetwork: true',
    ],
    [
      'policy.restricted',
      base,
      'terminationGracePeriodSeconds: 30',
      'volumes: [{name: x, hostPath: {path: /}}]',
    ],
    ['policy.numeric-user', base, 'runAsUser: 65532', 'runAsUser: 0'],
    [
      'policy.read-only-root',
      base,
      'readOnlyRootFilesystem: true',
      'readOnlyRootFilesystem: false',
    ],
    ['policy.resources', base, 'memory: 128Mi', 'cpu: 1'],
    ['policy.probes', base, /(startup|liveness|readiness)Probe/g, '$1Check'],
    ['policy.image-tag', overlay, 'waiting-for-first-build', 'latest'],
    ['policy.image-tag', overlay, /newTag: .*/, 'newTag: ""'],
    ['reference.port', service, 'targetPort: http', 'targetPort: web'],
    ['reference.port', base, /port: http/g, 'port: web'],
    [
      'reference.selector',
      service,
      'slipway.dev/workload: main\n  ports',
      'slipway.dev/workload: other\n  ports',
    ],
    [
      'reference.service-account',
      base,
      'serviceAccountName: payments',
      'serviceAccountName: other',
    ],
    [
      'reference.application-path',
      application,
      'overlays/dev',
      'overlays/gone',
    ],
    ['reference.cluster', application, 'name: local', 'name: locale'],
    [
      'object.required',
      base,
      /\n {2}selector:\n {4}matchLabels:\n.*\n.*\n/,
      '\n',
    ],
    ['object.field', base, 'revisionHistoryLimit', 'revisonHistoryLimit'],
    ['object.type', service, 'port: 80', 'port: "80"'],
    ['object.value', base, 'protocol: TCP', 'protocol: HTTP'],
    ['object.api', base, 'apps/v1', 'apps/v1beta1'],
    [
      'object.label',
      overlay,
      'slipway.dev/environment: dev',
      'slipway.dev/environment: "a b"',
    ],
    [
      'object.name',
      'deploy/base/serviceaccount.yaml',
      'name: payments',
      'name: Pay_ments',
    ],
    ['kustomize.evaluate', overlay, '- ../../base', '- ../../bsae'],
    ['kustomize.evaluate', overlay, 'namespace: payments-dev', 'namePrefix: x'],
    ['yaml.read', base, 'kind: Deployment', 'kind: [Deployment'],
    ['yaml.read', 'mkdocs.yml', 'site_name', '"site'],
  ])('finds %s, and says where and what to do', (rule, file, from, to) => {
    const found = validateTree(edited(file, from, to), testBundle);
    expect(found.map(finding => finding.rule)).toContain(rule);
    for (const finding of found) {
      expect(finding).toMatchObject({
        severity: 'error',
        file: expect.any(String),
        message: expect.any(String),
        remedy: expect.stringMatching(/^[A-Z]/),
      });
    }
  });

  it.each([
    ['by case', 'readme.md', 'README.md'],
    ['by how a letter is composed', 'docs/é.md', 'docs/e\u0301.md'],
  ])('refuses names that differ only %s', (_how, one, other) => {
    const content = '# Ours\n';
    const findings = validateTree(
      { ...tree, [one]: { content }, [other]: { content } },
      testBundle,
    );
    expect(findings).toEqual([
      expect.objectContaining({
        rule: 'tree.one-name',
        severity: 'error',
        message: expect.stringContaining('one file on macOS and Windows'),
        remedy: 'Remove one of them, or give it another name',
      }),
    ]);
  });

  it('says everything at once', () => {
    const broken = {
      ...edited(base, 'runAsNonRoot: true', 'runAsNonRoot: false'),
      ...{
        [application]: edited(application, 'name: local', 'name: x')[
          application
        ],
      },
    };
    expect(
      new Set(validateTree(broken, testBundle).map(({ rule }) => rule)),
    ).toEqual(new Set(['policy.restricted', 'reference.cluster']));
  });

  it("holds a team's own resources to the same rules", () => {
    const rules = validateTree(customTree(), testBundle).map(f => f.rule);
    expect(rules).toContain('policy.resources');
  });
});
