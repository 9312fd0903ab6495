import { mkdirSync, readdirSync, readFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../run.mjs';

/** The oldest release of Backstage that is supported, and the version of the program that makes new portals of it. */
export const OLDEST = {
  backstage: '1.52.0',
  createApp: '0.8.4',
  // Neither that program names them nor a package that it names asks for them: told by what they ask for themselves.
  others: { '@backstage/plugin-home-react': '0.1.39' },
};

const compare = (a, b) =>
  a.localeCompare(b, undefined, { numeric: true, sensitivity: 'base' });

/** The versions of a release, as the program that makes new portals writes them into one. */
export async function versionsOfRelease({ env }, folder) {
  const program = `@backstage/create-app@${OLDEST.createApp}`;
  mkdirSync(folder, { recursive: true });
  const cwd = folder;
  await run('npm', ['pack', '--silent', program], { cwd, env });
  const [archive] = readdirSync(folder).filter(file => file.endsWith('.tgz'));
  await run('tar', ['xzf', archive], { cwd });
  const version = file =>
    /var version = "(.*)"/.exec(readFileSync(file, 'utf8'))[1];
  const all = [
    ['packages', '@backstage/'],
    ['plugins', '@backstage/plugin-'],
  ].flatMap(([kind, prefix]) => {
    const parent = join(folder, 'package/dist', kind);
    return readdirSync(parent)
      .map(name => [name, join(parent, name, 'package.json.cjs.js')])
      .filter(([, file]) => existsSync(file))
      .map(([name, file]) => [`${prefix}${name}`, version(file)]);
  });
  const named = Object.fromEntries(
    // Its folder is not called as it is.
    all.map(([name, value]) => [
      name.replace('module-policy-allow-all', 'module-allow-all-policy'),
      value,
    ]),
  );
  return { ...named, ...OLDEST.others };
}

/**
 * What a lock file tells of a release's other packages: each package of a release asks for the others as they were released
 * with it, or newer.
 */
export function lowerBounds(lock, known) {
  const found = {};
  for (const block of lock.split('\n\n')) {
    const [, name] = /^"(@backstage\/[^@]+)@npm:/.exec(block) ?? [];
    const [, version] = /\n {2}version: (.*)/.exec(block) ?? [];
    if (!name || known[name] !== version) {
      continue;
    }
    const dependencies = /\n {2}dependencies:\n((?: {4}.*\n?)*)/.exec(block);
    for (const [, other, bound] of (dependencies?.[1] ?? '').matchAll(
      /"(@backstage\/[^"]+)": "?npm:\^([^"\s]+)"?/g,
    )) {
      if (
        !known[other] &&
        (!found[other] || compare(bound, found[other]) < 0)
      ) {
        found[other] = bound;
      }
    }
  }
  return found;
}

/** Packages of which a lock file could not be written, since a registry has not these versions of them. */
export function missingVersions(output) {
  return [
    ...output.matchAll(/(@backstage\/[\w-]+)@npm:(\S+): No candidates/g),
  ].map(([, name, version]) => ({ name, version }));
}

/** The oldest released version that is not older. */
export function atLeast(version, versions) {
  return versions
    .filter(one => !one.includes('-') && compare(one, version) >= 0)
    .sort(compare)
    .at(0);
}
