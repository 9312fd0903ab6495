import { evaluateOverlay } from '@slipway/blueprint';
import { GitHost, HostedRepository } from '../gitea';
import { KubernetesObject } from '../kubernetes';
import { ApplicationError, Source } from './types';

export interface Manifests {
  revision: string;
  objects: KubernetesObject[];
}

const CACHE_SIZE = 200;

/** What Argo CD's repo server does: from a source to objects. */
export class ManifestReader {
  private readonly cache = new Map<string, KubernetesObject[]>();

  constructor(private readonly host: GitHost) {}

  repository(source: Source): HostedRepository {
    const repository = this.host.findByUrl(source.repoURL);
    if (!repository) {
      throw failed('authentication required: Repository not found.');
    }
    return repository;
  }

  async read(source: Source): Promise<Manifests> {
    const repository = this.repository(source);
    const wanted = source.targetRevision || 'HEAD';
    const revision = await repository.git.resolve(wanted);
    if (!revision) {
      throw failed(`unable to resolve '${wanted}' to a commit SHA`);
    }
    const path = source.path ?? '.';
    const key = `${repository.fullName} ${revision} ${path}`;
    const objects =
      this.cache.get(key) ?? (await this.evaluate(repository, revision, path));
    this.cache.delete(key);
    this.cache.set(key, objects);
    if (this.cache.size > CACHE_SIZE) {
      this.cache.delete(this.cache.keys().next().value!);
    }
    return { revision, objects };
  }

  private async evaluate(
    repository: HostedRepository,
    revision: string,
    path: string,
  ): Promise<KubernetesObject[]> {
    const tree = await repository.git.readTree(revision);
    if (!Object.keys(tree).some(file => file.startsWith(`${path}/`))) {
      throw failed(`${path}: app path does not exist`);
    }
    try {
      return evaluateOverlay(tree, path) as KubernetesObject[];
    } catch (error) {
      throw failed(
        `\`kustomize build ${path}\` failed: ${(error as Error).message}`,
      );
    }
  }
}

function failed(message: string): ApplicationError {
  return new ApplicationError(
    'ComparisonError',
    `Failed to load target state: failed to generate manifest for source 1 of 1: rpc error: code = Unknown desc = ${message}`,
  );
}
