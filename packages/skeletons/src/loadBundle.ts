import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parse } from 'yaml';
import type { PlatformBundle } from '@slipway/model';
import { loadBuiltInBundle, loadSkeletons } from './loadBuiltInBundle';

/** Why a bundle cannot be loaded, and what to do. */
export class BundleError extends Error {}

/**
 * What portal, command line and pipeline load alike. A platform bundle: a package that exports `bundle` (a value, or a function that loads it), or a folder with a
 * bundle.yaml and, beside it, skeletons/. What it does not say comes from the built-in one.
 */
export async function loadBundle(
  reference: string | undefined,
  from: string,
): Promise<PlatformBundle> {
  const builtIn = await loadBuiltInBundle();
  if (!reference) {
    return builtIn;
  }
  const given = isFolder(resolve(from, reference), reference)
    ? await fromFolder(resolve(from, reference), builtIn.skeletons)
    : await fromPackage(reference, from);
  return {
    ...builtIn,
    ...given,
    skeletons: { ...builtIn.skeletons, ...given.skeletons },
  };
}

/** What begins like a path is meant as one, whether it is there or not. */
function isFolder(path: string, reference: string): boolean {
  return /^[./]/.test(reference) || existsSync(path);
}

/** A folder has no code that could take over what is built in, so its skeletons lie over those of the same name. */
async function fromFolder(
  folder: string,
  below: PlatformBundle['skeletons'],
): Promise<Partial<PlatformBundle>> {
  const file = join(folder, 'bundle.yaml');
  const text = await readFile(file, 'utf8').catch(error => {
    throw new BundleError(
      `${file}: ${
        error.code === 'ENOENT' ? 'there is no such file' : error.message
      }. A bundle that is a folder has a bundle.yaml with name, version, defaults and clusters.`,
    );
  });
  const skeletons = await loadSkeletons(join(folder, 'skeletons')).catch(
    error => {
      if (error.code === 'ENOENT') {
        return {};
      }
      throw error;
    },
  );
  const laid = Object.entries(skeletons).map(([name, files]) => [
    name,
    { ...below[name], ...files },
  ]);
  return { ...parse(text), skeletons: Object.fromEntries(laid) };
}

async function fromPackage(
  name: string,
  from: string,
): Promise<Partial<PlatformBundle>> {
  const load = createRequire(join(from, 'package.json'));
  let exported: { bundle?: unknown; default?: unknown };
  try {
    exported = load(name);
  } catch (error) {
    throw new BundleError(
      `The bundle '${name}' cannot be loaded from ${from}: ${
        (error as Error).message.split('\n')[0]
      }. Install it there, or name a folder that begins with ./ or /.`,
    );
  }
  const bundle = exported.bundle ?? exported.default;
  return typeof bundle === 'function' ? bundle() : (bundle as PlatformBundle);
}
