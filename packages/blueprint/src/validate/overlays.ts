import type { FileTree } from '@slipway/model';
import { isPlain } from '../kubernetes';
import type { Plain } from '../kubernetes';
import { readYaml, resolvePath } from '../kustomize/load';

const FILE = 'kustomization.yaml';

/** The folders that are applied: kustomizations that no other one includes, wherever they lie. */
export function overlaysOf(tree: FileTree): string[] {
  const found = Object.keys(tree)
    .filter(path => path === FILE || path.endsWith(`/${FILE}`))
    .map(path => ({
      folder: path.slice(0, -FILE.length - 1),
      fields: kustomizationOf(tree, path),
    }));
  const included = new Set(found.flatMap(includedBy));
  const applied = found.filter(
    ({ folder, fields }) =>
      fields?.kind !== 'Component' && !included.has(folder),
  );
  // A base that nothing includes any more is most likely one that something names wrongly.
  const overlays = applied.filter(
    ({ folder }) => !folder.split('/').includes('base'),
  );
  return (overlays.length ? overlays : applied)
    .map(({ folder }) => folder)
    .sort();
}

interface Folder {
  folder: string;
  fields?: Plain;
}

function includedBy({ folder, fields }: Folder): string[] {
  return ['resources', 'components'].flatMap(field => {
    const entries = fields?.[field];
    return (Array.isArray(entries) ? entries : []).flatMap(entry => {
      try {
        return [resolvePath(folder, String(entry), folder)];
      } catch {
        // What leads out of the repository is found where the overlay is evaluated.
        return [];
      }
    });
  });
}

function kustomizationOf(tree: FileTree, path: string): Plain | undefined {
  try {
    const [fields] = readYaml(tree, path);
    return isPlain(fields) ? fields : undefined;
  } catch {
    // What does not parse is an overlay all the same, and is evaluated to be told so.
    return undefined;
  }
}
