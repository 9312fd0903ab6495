import { pathsOf, textOf } from './found';
import type { Files } from './found';

/** What a program depends on, by the names that its own language has for it. */
export interface Dependency {
  name: string;
  by: string;
}

const manifests: [RegExp, (text: string) => string[]][] = [
  [/(^|\/)package\.json$/, npm],
  [
    /(^|\/)go\.mod$/,
    text => all(text, /^\s*(?:require\s+)?(\S+\.\S+\/\S+)\s+v/gm),
  ],
  [/(^|\/)requirements[^/]*\.txt$/, text => all(text, /^([A-Za-z0-9._-]+)/gm)],
  [
    /(^|\/)(pyproject\.toml|Pipfile)$/,
    text => all(text, /^\s*["']?([A-Za-z][A-Za-z0-9._-]*)/gm),
  ],
  [/(^|\/)pom\.xml$/, text => all(text, /<artifactId>\s*([^<\s]+)/g)],
  [
    /(^|\/)(build\.gradle(\.kts)?|libs\.versions\.toml)$/,
    text => all(text, /[\w.-]+:([\w.-]+)[:"']/g),
  ],
];

/** Of all manifests, those of packages in a workspace too. */
export function dependenciesOf(files: Files): Dependency[] {
  return manifests.flatMap(([pattern, read]) =>
    pathsOf(files, pattern).flatMap(by =>
      read(textOf(files, by)!).map(name => ({ name: name.toLowerCase(), by })),
    ),
  );
}

function all(text: string, pattern: RegExp): string[] {
  return [...text.matchAll(pattern)].map(([, name]) => name);
}

function npm(text: string): string[] {
  try {
    const { dependencies = {}, devDependencies = {} } = JSON.parse(text);
    return [...Object.keys(dependencies), ...Object.keys(devDependencies)];
  } catch {
    // A manifest that its own tool cannot read is no witness.
    return [];
  }
}
