import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import type { FileTree } from '@slipway/model';
import { overlayPath } from '../places';
import { customTree } from '../__testUtils__/customTree';
import { testBundle } from '../__testUtils__/testBundle';
import { testService } from '../__testUtils__/testService';
import { compare } from '../files';
import { renderService } from '../render';
import { evaluateOverlay } from './evaluate';
import { setImage } from './setImage';

function findKustomize(): string | undefined {
  const binary = process.env.SLIPWAY_KUSTOMIZE ?? 'kustomize';
  try {
    execFileSync(binary, ['version'], { stdio: 'ignore' });
    return binary;
  } catch {
    return undefined;
  }
}

const kustomize = findKustomize();

/** Sets of objects: kustomize orders them by kind, which nobody relies on. */
const asSet = (objects: unknown[]) =>
  [...objects].sort((a, b) => {
    const id = (object: unknown) => {
      const { kind, metadata } = object as {
        kind: string;
        metadata: { name: string };
      };
      return `${kind}/${metadata.name}`;
    };
    return compare(id(a), id(b));
  });

if (kustomize) {
  describe('evaluateOverlay against the real kustomize', () => {
    let folder: string;
    beforeEach(() => {
      folder = mkdtempSync(join(tmpdir(), 'slipway-kustomize-'));
    });
    afterEach(() => {
      rmSync(folder, { recursive: true });
    });

    function build(tree: FileTree, path: string): unknown[] {
      for (const [file, { content }] of Object.entries(tree)) {
        mkdirSync(dirname(join(folder, file)), { recursive: true });
        writeFileSync(join(folder, file), content);
      }
      const text = execFileSync(kustomize!, ['build', join(folder, path)], {
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      const documents = parseAllDocuments(text);
      return (Array.isArray(documents) ? documents : []).map(document =>
        document.toJS(),
      );
    }

    it.each(['dev', 'staging', 'prod'])(
      'agrees on what is rendered for %s',
      environment => {
        const { tree } = renderService(testService(), testBundle);
        const path = overlayPath(environment);
        expect(asSet(evaluateOverlay(tree, path))).toEqual(
          asSet(build(tree, path)),
        );
      },
    );

    it('agrees on several workloads and values that look like something else', () => {
      const { tree, findings } = renderService(
        testService({
          spec: {
            workload: undefined,
            workloads: {
              web: { type: 'http', replicas: 2, env: { A: 'on', B: '0x1F' } },
              admin: {
                type: 'http',
                port: 9000,
                env: { C: '12:30', D: ' - x: y # z', E: 'a\nb\n', F: '~' },
              },
            },
            environments: {
              dev: {
                cluster: 'local',
                env: { A: 'yes', Z: '1e3' },
                workloads: { web: { env: { B: null } } },
              },
            },
          },
        }),
        testBundle,
      );
      expect(findings).toEqual([]);
      const path = overlayPath('dev');
      expect(asSet(evaluateOverlay(tree, path))).toEqual(
        asSet(build(tree, path)),
      );
    });

    it("agrees on a team's own resources and patches", () => {
      const tree = customTree();
      const path = overlayPath('prod');
      expect(asSet(evaluateOverlay(tree, path))).toEqual(
        asSet(build(tree, path)),
      );
    });

    it.each([undefined, `sha256:${'a'.repeat(64)}`])(
      'agrees on an image that was set, with the digest %s',
      digest => {
        const { tree } = renderService(testService(), testBundle);
        const path = overlayPath('prod');
        const deployed = setImage(
          tree,
          path,
          'registry.example.com/shop/payments',
          '0.1.7-g1a2b3c4',
          digest,
        );
        expect(asSet(evaluateOverlay(deployed, path))).toEqual(
          asSet(build(deployed, path)),
        );
      },
    );

    it.each(['missing.yaml', '../../../outside', '../../overlays/prod'])(
      'refuses the resource %s, as the evaluator does',
      resource => {
        const { tree } = renderService(testService(), testBundle);
        const file = 'deploy/custom/kustomization.yaml';
        const broken = {
          ...tree,
          [file]: {
            content: tree[file].content.replace(
              'resources: []',
              `resources: ['${resource}']`,
            ),
          },
        };
        const path = overlayPath('prod');
        expect(() => build(broken, path)).toThrow();
        expect(() => evaluateOverlay(broken, path)).toThrow(/deploy\//);
      },
    );
  });
} else {
  test.todo(
    'evaluateOverlay against the real kustomize: not run: no kustomize on this machine',
  );
}
