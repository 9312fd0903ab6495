import { Clock } from '../clock';

interface Version {
  created_time: string;
  deletion_time: string;
  destroyed: boolean;
  data: Record<string, unknown> | undefined;
}

interface Secret {
  createdAt: string;
  updatedAt: string;
  custom: Record<string, string> | null;
  versions: Version[];
}

export type EngineState = Array<[path: string, secret: Secret]>;

/** A key-value engine, with versions or without, as Vault keeps it. */
export class KeyValueEngine {
  private readonly secrets = new Map<string, Secret>();

  constructor(
    readonly version: 1 | 2,
    private readonly clock: Clock,
    private readonly onChange: () => void = () => undefined,
  ) {}

  state(): EngineState {
    return [...this.secrets];
  }

  restore(state: EngineState) {
    state.forEach(([path, secret]) => this.secrets.set(path, secret));
  }

  write(path: string, data: Record<string, unknown>) {
    const now = this.now();
    const secret = this.secret(path);
    const version: Version = {
      created_time: now,
      deletion_time: '',
      destroyed: false,
      data,
    };
    secret.versions =
      this.version === 1 ? [version] : [...secret.versions, version];
    secret.updatedAt = now;
    this.onChange();
    return { ...meta(version), version: secret.versions.length };
  }

  read(path: string) {
    const secret = this.secrets.get(path);
    const newest = secret?.versions.at(-1);
    return (
      newest && {
        data: newest.deletion_time || newest.destroyed ? null : newest.data!,
        metadata: {
          ...meta(newest),
          custom_metadata: secret!.custom,
          version: secret!.versions.length,
        },
      }
    );
  }

  /** The newest version, so that it can be taken back. */
  delete(path: string) {
    const newest = this.secrets.get(path)?.versions.at(-1);
    if (newest) {
      newest.deletion_time = this.now();
      this.onChange();
    }
  }

  destroy(path: string, versions: number[]) {
    for (const number of versions) {
      const version = this.secrets.get(path)?.versions[number - 1];
      if (version) {
        version.destroyed = true;
        version.data = undefined;
      }
    }
    this.onChange();
  }

  describe(path: string, custom: Record<string, string>) {
    this.secret(path).custom = custom;
    this.onChange();
  }

  metadata(path: string) {
    const secret = this.secrets.get(path);
    return (
      secret && {
        cas_required: false,
        created_time: secret.createdAt,
        current_version: secret.versions.length,
        custom_metadata: secret.custom,
        delete_version_after: '0s',
        max_versions: 0,
        oldest_version: 0,
        updated_time: secret.updatedAt,
        versions: Object.fromEntries(
          secret.versions.map((version, i) => [
            String(i + 1),
            {
              created_time: version.created_time,
              deletion_time: version.deletion_time,
              destroyed: version.destroyed,
            },
          ]),
        ),
      }
    );
  }

  /** Names in a folder, deeper folders with a slash at their end; `undefined` where nothing is. */
  list(folder: string): string[] | undefined {
    const prefix = folder ? `${folder}/` : '';
    const names = [...this.secrets.keys()]
      .filter(path => path.startsWith(prefix))
      .map(path => path.slice(prefix.length).replace(/\/.*$/, '/'));
    return names.length > 0 ? [...new Set(names)].sort() : undefined;
  }

  private secret(path: string): Secret {
    const now = this.now();
    const secret = this.secrets.get(path) ?? {
      createdAt: now,
      updatedAt: now,
      custom: null,
      versions: [],
    };
    this.secrets.set(path, secret);
    return secret;
  }

  private now() {
    return this.clock.now().toISOString();
  }
}

function meta({ created_time, deletion_time, destroyed }: Version) {
  return { created_time, deletion_time, destroyed, custom_metadata: null };
}
