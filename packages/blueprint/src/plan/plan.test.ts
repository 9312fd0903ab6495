import { testBundle } from '../__testUtils__/testBundle';
import { testService } from '../__testUtils__/testService';
import { renderService } from '../render';
import { planFiles } from './plan';
import type { Step } from './plan';

const { tree: first } = renderService(testService(), testBundle);
const overlay = 'deploy/overlays/dev/kustomization.yaml';
const deployment = 'deploy/base/deployment-main.yaml';

function stepsOf(
  folder: typeof first,
  rendered: typeof first,
): Partial<Record<Step, string[]>> {
  const steps: Partial<Record<Step, string[]>> = {};
  for (const { path, step } of planFiles(folder, rendered)) {
    steps[step] = [...(steps[step] ?? []), path];
  }
  return steps;
}

const edited = (path: string, from: string, to: string) => {
  const content = first[path].content.replace(from, to);
  expect(content).not.toBe(first[path].content);
  return { ...first, [path]: { content } };
};

describe('planFiles', () => {
  it('creates everything in an empty folder, and nothing the second time', () => {
    expect(stepsOf({}, first)).toEqual({ create: Object.keys(first).sort() });
    expect(stepsOf(first, first)).toEqual({ keep: Object.keys(first).sort() });
  });

  it('leaves the tags of the pipeline alone, whatever else changes', () => {
    const deployed = edited(
      overlay,
      'newTag: "waiting-for-first-build"',
      `newTag: "0.1.7-g1a2b3c4"\n    digest: sha256:${'a'.repeat(64)}`,
    );
    expect(stepsOf(deployed, first).keep).toContain(overlay);
    const { tree: next } = renderService(
      testService({
        spec: { environments: { dev: { cluster: 'local', replicas: 3 } } },
      }),
      testBundle,
    );
    const plan = planFiles(deployed, next).find(
      ({ path }) => path === overlay,
    )!;
    expect(plan.step).toBe('update');
    expect(plan.after).toContain(
      'newTag: "0.1.7-g1a2b3c4"\n    digest: sha256:',
    );
  });

  it("never touches the team's own files once they are there", () => {
    const own = edited('README.md', '# payments', '# Our payments');
    expect(stepsOf(own, first).keep).toContain('README.md');
    const { 'README.md': _gone, ...without } = first;
    expect(stepsOf(without, first).create).toEqual(['README.md']);
  });

  it('asks where somebody changed a file that follows from the spec', () => {
    const byHand = edited(deployment, 'replicas: 1', 'replicas: 9');
    expect(stepsOf(byHand, first).conflict).toEqual([deployment]);
  });

  it('asks where a file was there before', () => {
    expect(
      stepsOf({ Dockerfile: { content: 'FROM x\n' } }, first).conflict,
    ).toEqual(['Dockerfile']);
  });

  it('takes away what is rendered no more, unless somebody changed it', () => {
    const { tree: next } = renderService(
      testService({ spec: { environments: { dev: { cluster: 'local' } } } }),
      testBundle,
    );
    const prod = 'deploy/overlays/prod/kustomization.yaml';
    expect(stepsOf(first, next).delete).toContain(prod);
    const touched = edited(
      prod,
      'kind: Kustomization',
      'kind: Kustomization # mine',
    );
    expect(stepsOf(touched, next).conflict).toContain(prod);
  });
});
