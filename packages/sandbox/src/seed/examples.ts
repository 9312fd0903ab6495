import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import { renderService } from '@slipway/blueprint';
import {
  FileTree,
  Finding,
  PlatformBundle,
  Service,
  parseService,
} from '@slipway/model';
import { KubernetesObject } from '../kubernetes';

/** Where the specs in the repository say that Gitea is. */
const WRITTEN_ADDRESS = /http:\/\/127\.0\.0\.1:7480(?=\/)/g;

/** A service of the demo fleet, rendered. */
export interface Example {
  service: Service;
  owner: string;
  name: string;
  tree: FileTree;
  applications: KubernetesObject[];
}

export async function loadExamples(
  examplesDir: string,
  giteaUrl: string,
  bundle: PlatformBundle,
): Promise<Example[]> {
  const folder = join(examplesDir, 'services');
  const names = (await readdir(folder)).sort();
  return Promise.all(
    names.map(async name => {
      const file = join(folder, name, 'slipway.yaml');
      const text = await readFile(file, 'utf8');
      return toExample(file, text.replace(WRITTEN_ADDRESS, giteaUrl), bundle);
    }),
  );
}

function toExample(
  file: string,
  text: string,
  bundle: PlatformBundle,
): Example {
  const { service, findings } = parseService(text);
  if (!service) {
    throw new Error(`${file}: ${sentences(findings)}`);
  }
  const rendered = renderService(service, bundle);
  const errors = rendered.findings.filter(f => f.severity === 'error');
  if (errors.length > 0) {
    throw new Error(`${file}: ${sentences(errors)}`);
  }
  const [name, owner] = new URL(service.spec.repository.url).pathname
    .replace(/\.git$/, '')
    .split('/')
    .reverse();
  const applications = Object.keys(rendered.tree)
    .filter(path => /^deploy\/argocd\/[^/]+\.yaml$/.test(path))
    .map(path => parse(rendered.tree[path].content) as KubernetesObject);
  return { service, owner, name, tree: rendered.tree, applications };
}

function sentences(findings: Finding[]): string {
  return findings.map(f => `${f.message}. ${f.remedy}.`).join(' ');
}
