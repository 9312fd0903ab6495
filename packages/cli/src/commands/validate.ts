import {
  evaluateOverlay,
  validateTree,
  withExceptions,
} from '@slipway/blueprint';
import { ownershipFindings, parsePlatform, parseService } from '@slipway/model';
import type { Finding, Platform } from '@slipway/model';
import { kustomizeFindings } from '../io/kustomize';
import { loadBundle } from '../io/bundle';
import { readFolder } from '../io/folder';
import { paint, print, report } from '../io/report';
import type { Format } from '../io/report';
import { readText } from '../io/spec';

interface Options {
  bundle?: string;
  platform?: string;
  output: Format;
}

export async function validate(
  folder: string,
  options: Options,
): Promise<void> {
  const tree = await readFolder(folder);
  const specs = Object.keys(tree).filter(path =>
    /(^|\/)slipway\.yaml$/.test(path),
  );
  const isPlatform = (text: string) => /^kind: *Platform *$/m.test(text);
  const platform = await readPlatform(options.platform);
  const read = specs
    .filter(path => !isPlatform(tree[path].content))
    .map(path => ({ path, ...parseService(tree[path].content) }));
  const platforms = specs
    .filter(path => isPlatform(tree[path].content))
    .map(path => ({ path, ...parsePlatform(tree[path].content) }));
  const named = read.find(({ service }) => service?.spec.bundle)?.service;
  const bundle = await loadBundle(
    options.bundle ?? named?.spec.bundle,
    options.bundle ? process.cwd() : folder,
  );
  const today = new Date().toISOString().slice(0, 10);
  const ofTree: Finding[] = [
    ...validateTree(tree, bundle),
    ...(await kustomizeFindings(folder, tree, evaluateOverlay)),
  ];
  const findings = read.reduce<Finding[]>(
    (left, { service }) =>
      service ? withExceptions(left, service, today) : left,
    ofTree,
  );
  const all = [
    ...[...read, ...platforms].flatMap(one =>
      one.findings.map(finding => ({ ...finding, file: one.path })),
    ),
    ...platform.findings,
    ...read.flatMap(({ path, service }) =>
      service && platform.platform
        ? ownershipFindings(service, platform.platform).map(finding => ({
            ...finding,
            file: path,
          }))
        : [],
    ),
    ...findings,
  ];
  const failed = report(all, options.output);
  if (!failed && options.output === 'text') {
    const overlays = Object.keys(tree).some(
      path =>
        path.endsWith('kustomization.yaml') ||
        platforms.some(one => one.path === path),
    );
    print(
      overlays
        ? paint('good', `${folder}: nothing is wrong`)
        : `${folder}: nothing to check, there is no kustomization.yaml. Render the spec first: slipway render slipway.yaml --out ${folder}`,
    );
  }
}

async function readPlatform(
  file?: string,
): Promise<{ platform?: Platform; findings: Finding[] }> {
  if (!file) {
    return { findings: [] };
  }
  const { platform, findings } = parsePlatform(await readText(file));
  return { platform, findings: findings.map(one => ({ ...one, file })) };
}
