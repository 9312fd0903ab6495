import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { parse, parseAllDocuments } from 'yaml';
import { evaluateOverlay, renderService } from '@slipway/blueprint';
import {
  FileTree,
  Finding,
  PlatformBundle,
  Service,
  parseService,
} from '@slipway/model';
import { KubernetesObject } from '../kubernetes';
import { Story } from './story';

/** Where the specs in the repository say that Gitea is. */
const WRITTEN_ADDRESS = /http:\/\/127\.0\.0\.1:7480(?=\/)/g;

/** A service of the demo fleet, rendered. */
export interface Example {
  service: Service;
  owner: string;
  name: string;
  tree: FileTree;
  applications: KubernetesObject[];
  /** What Flux is told, by the cluster that it runs in. */
  flux: Array<{ cluster: string; objects: KubernetesObject[] }>;
  /** Where Vault is to have something. */
  vaultPaths: string[];
}

export async function loadExamples(
  examplesDir: string,
  giteaUrl: string,
  bundle: PlatformBundle,
  story: Pick<Story, 'services'>,
): Promise<Example[]> {
  const folder = join(examplesDir, 'services');
  const names = (await readdir(folder)).sort();
  return Promise.all(
    names.map(async name => {
      const file = join(folder, name, 'slipway.yaml');
      const text = await readFile(file, 'utf8');
      const version = story.services[name]?.platform ?? bundle.version;
      return toExample(file, text.replace(WRITTEN_ADDRESS, giteaUrl), {
        ...bundle,
        version,
      });
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
  const { tree } = rendered;
  const flux = Object.entries(service.spec.environments).flatMap(
    ([environment, { cluster }]) => {
      const told = tree[`deploy/flux/${environment}.yaml`];
      return told ? [{ cluster, objects: objectsIn(told.content) }] : [];
    },
  );
  return {
    service,
    owner,
    name,
    tree,
    applications,
    flux,
    vaultPaths: vaultPathsOf(service, tree),
  };
}

function objectsIn(text: string): KubernetesObject[] {
  return parseAllDocuments(text).map(document => document.toJS());
}

function vaultPathsOf(service: Service, tree: FileTree): string[] {
  const keys = Object.keys(service.spec.environments)
    .flatMap(name => evaluateOverlay(tree, `deploy/overlays/${name}`))
    .filter(({ kind }) => kind === 'ExternalSecret')
    .flatMap(object => (object as KubernetesObject).spec?.data ?? [])
    .map(({ remoteRef }) => remoteRef.key);
  return [...new Set<string>(keys)];
}

function sentences(findings: Finding[]): string {
  return findings.map(f => `${f.message}. ${f.remedy}.`).join(' ');
}
