import {
  SecretUser,
  SecretsState,
  Subject,
} from '@slipway/plugin-slipway-common';
import { StateDocument, StateStore } from '../../store';

const PAGE = 500;

/** What a service takes from a server, by path as its objects name it. */
export interface References {
  subject: Subject;
  paths: Map<string, { secrets: string[]; users: SecretUser[] }>;
}

/** Which paths services take from which stores: read from what is known of their secrets, as it changes. */
export class ReferenceReader {
  private readonly bySubject = new Map<string, References>();
  private after: Parameters<StateStore['documentsAfter']>[0];

  constructor(
    private readonly store: Pick<StateStore, 'documentsAfter'>,
    private readonly stores: RegExp[],
  ) {}

  async read(): Promise<References[]> {
    let page: Awaited<ReturnType<StateStore['documentsAfter']>>;
    do {
      page = await this.store.documentsAfter(this.after, PAGE, 'secrets');
      page.forEach(({ value }) => this.take(value));
      this.after = page.at(-1) ?? this.after;
    } while (page.length === PAGE);
    return [...this.bySubject.values()];
  }

  private take({ subject, state }: StateDocument) {
    const paths = this.pathsIn(state as SecretsState | undefined);
    const key = Object.values(subject).join('/');
    if (paths.size > 0) {
      this.bySubject.set(key, { subject, paths });
    } else {
      this.bySubject.delete(key);
    }
  }

  private pathsIn(state: SecretsState | undefined): References['paths'] {
    const found: References['paths'] = new Map();
    for (const secret of state?.secrets ?? []) {
      const { by, store = '', name, users } = secret;
      const here = this.stores.some(pattern => pattern.test(store));
      for (const path of by === 'ExternalSecret' && here ? secret.paths : []) {
        const of = found.get(path) ?? { secrets: [], users: [] };
        of.secrets.push(name);
        of.users.push(...users);
        found.set(path, of);
      }
    }
    return found;
  }
}
