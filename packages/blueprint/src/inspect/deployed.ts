import { serviceNameRule } from '@slipway/model';
import { parse, parseAllDocuments } from 'yaml';
import { pathsOf, textOf } from './found';
import type { Files, Seen } from './found';

export interface Chart {
  path: string;
  /** Where its values have the image, where that is not `image`. */
  image?: string;
  others: string[];
}

/** A Helm chart that lies beside the source, where it deploys an image by its values. */
export function chartOf(files: Files): Chart | undefined {
  const charts = pathsOf(files, /(^|\/)Chart\.yaml$/)
    .filter(path => !/(^|\/)charts\/[^/]+\/charts\//.test(path))
    .flatMap(path => {
      const { type } = yamlOf(files, path) ?? {};
      const folder = path.replace(/\/?Chart\.yaml$/, '');
      const image = imageIn(yamlOf(files, `${folder}/values.yaml`));
      return folder && type !== 'library' && image !== undefined
        ? [{ path: folder, image }]
        : [];
    });
  const [first, ...others] = charts;
  return (
    first && {
      path: first.path,
      ...(first.image === 'image' ? {} : { image: first.image }),
      others: others.map(({ path }) => path),
    }
  );
}

/** Where values have `repository` and `tag` below one key: the way of nearly every chart. */
function imageIn(
  values: Record<string, unknown> | undefined,
  before: readonly string[] = [],
): string | undefined {
  for (const [key, value] of Object.entries(values ?? {})) {
    if (isMap(value) && before.length < 3) {
      if (key === 'image' && 'repository' in value) {
        return [...before, key].join('.');
      }
      const below = imageIn(value, [...before, key]);
      if (below !== undefined) {
        return below;
      }
    }
  }
  return undefined;
}

/** Manifests that deploy it today. */
export function manifestsOf(files: Files): Seen[] {
  return pathsOf(files, /\.ya?ml$/)
    .filter(path => !/(^|\/)(templates|charts)\//.test(path))
    .flatMap(by => {
      const kind =
        /^kind:\s*(Deployment|StatefulSet|CronJob|Rollout)\s*$/m.exec(
          textOf(files, by)!,
        )?.[1];
      return kind ? [{ what: kind, by }] : [];
    });
}

export interface CatalogEntry {
  name?: string;
  owner?: string;
  system?: string;
  description?: string;
  lifecycle?: string;
}

const CATALOG = 'catalog-info.yaml';
const LONGEST_LINE = 300;
/** Others are known to their own catalog only. */
const lifecycles = ['production', 'experimental', 'deprecated'];

function isName(name: unknown): boolean {
  return typeof name === 'string' && serviceNameRule.check(name) === undefined;
}

/** What the catalog has of it already. */
export function catalogOf(
  files: Files,
): { entry: CatalogEntry; by: string } | undefined {
  const text = textOf(files, CATALOG);
  const component = documentsIn(text ?? '').find(
    ({ kind }) => kind === 'Component',
  );
  if (!component) {
    return undefined;
  }
  const { name, description } = mapOf(component.metadata);
  const { owner, system, lifecycle } = mapOf(component.spec);
  const known = {
    name: isName(name) ? name : undefined,
    owner,
    system,
    description:
      typeof description === 'string'
        ? description.split('\n')[0].trim().slice(0, LONGEST_LINE)
        : undefined,
    lifecycle: lifecycles.includes(lifecycle as string) ? lifecycle : undefined,
  };
  const entry = Object.fromEntries(
    Object.entries(known).filter(
      ([, value]) => typeof value === 'string' && value !== '',
    ),
  );
  return { entry, by: CATALOG };
}

function documentsIn(text: string): Record<string, unknown>[] {
  try {
    return parseAllDocuments(text)
      .map(document => document.toJS())
      .filter(isMap);
  } catch {
    return [];
  }
}

function yamlOf(
  files: Files,
  path: string,
): Record<string, unknown> | undefined {
  try {
    const value = parse(textOf(files, path) ?? '');
    return isMap(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function mapOf(value: unknown): Record<string, unknown> {
  return isMap(value) ? value : {};
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
