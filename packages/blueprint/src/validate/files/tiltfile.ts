import { nearestName } from '@slipway/model';
import type { FileTree, Finding } from '@slipway/model';
import { pathInTree } from '../../kustomize/load';

/** What a Tiltfile reads and names is there. Its language is not run here: only what it says plainly is read. */
export function tiltfileFindings(tree: FileTree): Finding[] {
  return Object.keys(tree)
    .filter(path => /(^|\/)Tiltfile$/.test(path))
    .flatMap(file => {
      const folder = file.split('/').slice(0, -1).join('/');
      return findingsOf(tree[file].content, folder, tree).map(finding => ({
        ...finding,
        file,
      }));
    });
}

function found(rule: string, line: number, message: string, remedy: string) {
  return { rule, severity: 'error' as const, line, message, remedy };
}

/** A folder to build, or the context of an image: the second argument, or that of the name. */
const reads =
  /\bkustomize\(\s*('[^']*'|"[^"]*")|\bdocker_build\(\s*(?:'[^']*'|"[^"]*")\s*,\s*(?:context\s*=\s*)?('[^']*'|"[^"]*")/g;

function findingsOf(text: string, folder: string, tree: FileTree): Finding[] {
  const code = withoutComments(text);
  const lineAt = (index: number) => code.slice(0, index).split('\n').length;
  const unclosed = unclosedAt(code);
  if (unclosed !== undefined) {
    return [
      found(
        'tiltfile.invalid',
        lineAt(unclosed),
        `what '${code[unclosed]}' opens is not closed as it should be`,
        'Close it',
      ),
    ];
  }
  const folders = foldersOf(tree);
  return [...code.matchAll(reads)]
    .map(({ 1: kustomize, 2: context, index }) => ({
      call: kustomize ? 'kustomize' : 'docker_build',
      path: (kustomize ?? context).slice(1, -1),
      index,
    }))
    .filter(({ path }) => !/[%{]/.test(path))
    .flatMap(({ call, path, index }) => {
      const target = pathInTree(folder, path);
      const there =
        target !== undefined &&
        (call === 'kustomize'
          ? Object.hasOwn(
              tree,
              [target, 'kustomization.yaml'].filter(Boolean).join('/'),
            )
          : target === '' || folders.has(target));
      const near = nearestName(path, [...folders]);
      return there
        ? []
        : [
            found(
              'tiltfile.path',
              lineAt(index),
              `${call} reads '${path}', which is not there`,
              near ? `Write ${near}` : 'Correct the path',
            ),
          ];
    });
}

function foldersOf(tree: FileTree): Set<string> {
  return new Set(
    Object.keys(tree).flatMap(path => {
      const parts = path.split('/').slice(0, -1);
      return parts.map((_, index) => parts.slice(0, index + 1).join('/'));
    }),
  );
}

/** Comments become blanks, so that places stay where they are. */
function withoutComments(text: string): string {
  return text.replace(/('''|"""|['"])(?:\\[^]|(?!\1)[^])*?\1|#[^\n]*/g, part =>
    part.startsWith('#') ? ' '.repeat(part.length) : part,
  );
}

const closing: Record<string, string> = { '(': ')', '[': ']', '{': '}' };

/** Where a bracket is that has no partner. */
function unclosedAt(code: string): number | undefined {
  const blank = code.replace(/('''|"""|['"])(?:\\[^]|(?!\1)[^])*?\1/g, part =>
    part.replace(/[^\n]/g, ' '),
  );
  const open: number[] = [];
  for (let index = 0; index < blank.length; index++) {
    const char = blank[index];
    if (Object.hasOwn(closing, char)) {
      open.push(index);
    } else if (Object.values(closing).includes(char)) {
      const last = open.pop();
      if (last === undefined || closing[blank[last]] !== char) {
        return last ?? index;
      }
    }
  }
  return open.pop();
}
