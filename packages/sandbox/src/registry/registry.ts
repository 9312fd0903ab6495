/** An image that a build recorded. Its bits do not exist; what a kubelet needs to know of it does. */
export interface ImageRecord {
  /** `registry/owner/repo`, without a tag. */
  repository: string;
  tag: string;
  digest: string;
  commit: string;
  builtAt: string;
  /** What a container of it holds in memory once it runs. */
  workingSetBytes: number;
  /** It ends soon after it started, and with this. */
  exitCode?: number;
}

/** What everybody may pull: databases, brokers and tools that nobody here builds. */
const PUBLIC = /^(docker\.io|quay\.io|registry\.k8s\.io)\//;

/** The images that the CI stand-in built. What is not in it cannot be pulled, public ones aside. */
export class Registry {
  private readonly images = new Map<string, ImageRecord>();

  constructor(private readonly changed: () => void) {}

  restore(images: ImageRecord[]): void {
    images.forEach(image => this.images.set(keyOf(image), image));
  }

  state(): ImageRecord[] {
    return [...this.images.values()];
  }

  add(image: ImageRecord): void {
    this.images.set(keyOf(image), image);
    this.changed();
  }

  /** By a reference as a container names it: `repository:tag`, with a digest or not. */
  find(reference: string): ImageRecord | undefined {
    const [named, digest] = reference.split('@');
    if (PUBLIC.test(named)) {
      return publicImage(named, digest);
    }
    const colon = named.lastIndexOf(':');
    const tagged = colon > named.lastIndexOf('/');
    if (digest && !tagged) {
      return this.state().find(
        i => i.repository === named && i.digest === digest,
      );
    }
    const found = this.images.get(tagged ? named : `${named}:latest`);
    return !digest || found?.digest === digest ? found : undefined;
  }
}

function publicImage(named: string, digest = ''): ImageRecord {
  const [repository, tag = 'latest'] = named.split(/:(?=[^/]*$)/);
  return {
    repository,
    tag,
    digest,
    commit: '',
    builtAt: '',
    workingSetBytes: 0,
  };
}

function keyOf({ repository, tag }: ImageRecord): string {
  return `${repository}:${tag}`;
}
