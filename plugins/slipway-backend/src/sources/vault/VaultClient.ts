import { readFile } from 'node:fs/promises';
import { Clock } from '../../lib/clock';
import { JsonAnswer } from '../../lib/http';
import { askServer } from '../servers/ask';
import { ServerError, answerError, unusable } from '../servers/problems';
import { VaultServerConfig } from './config';

export interface Metadata {
  version: number;
  createdAt?: string;
  deletedAt?: string;
  destroyed: boolean;
  custom: Record<string, string>;
}

export interface Mount {
  path: string;
  kv: 1 | 2;
}

/**
 * What of a server is asked for, and nothing else: its seal, its engines, its own token, and metadata. No address of
 * it leads to the content of a secret.
 */
export class VaultClient {
  private token: { value: string; until: number } | undefined;

  constructor(
    private readonly config: VaultServerConfig,
    private readonly clock: Clock,
  ) {}

  /** Needs no token. */
  async sealed(signal: AbortSignal): Promise<boolean> {
    const { status, body } = await this.ask('GET', 'sys/seal-status', {
      signal,
      anonymous: true,
    });
    if (status !== 200 || typeof (body as any)?.sealed !== 'boolean') {
      throw status === 200 ? unusable('Vault') : answerError(status);
    }
    return (body as any).sealed;
  }

  /** The key-value engines that the token may see. */
  async mounts(signal: AbortSignal): Promise<Mount[]> {
    const { data } = await this.read('sys/internal/ui/mounts', signal);
    const { secret } = (data ?? {}) as any;
    if (typeof secret !== 'object' || secret === null) {
      throw unusable('Vault');
    }
    return Object.entries<any>(secret).flatMap(([path, mount]) =>
      mount?.type === 'kv'
        ? [
            {
              path: path.replace(/\/$/, ''),
              kv: mount.options?.version === '2' ? (2 as const) : (1 as const),
            },
          ]
        : [],
    );
  }

  /** When the own token ends; `undefined`: never, or by a login when it does. */
  async tokenEndsAt(signal: AbortSignal): Promise<string | undefined> {
    if (this.config.auth.type !== 'static') {
      return undefined;
    }
    const { data } = await this.read('auth/token/lookup-self', signal);
    return time((data as any)?.expire_time);
  }

  /** `undefined`: nothing is there. */
  async metadata(
    mount: string,
    path: string,
    signal: AbortSignal,
  ): Promise<Metadata | undefined> {
    const { data } = await this.read(
      `${encoded(mount)}/metadata/${encoded(path)}`,
      signal,
    );
    return data === undefined ? undefined : metadataIn(data);
  }

  /** Whether an auth method has a role; what it says is not kept. */
  async hasRole(
    mount: string,
    role: string,
    signal: AbortSignal,
  ): Promise<boolean> {
    const { data } = await this.read(
      `auth/${encoded(mount)}/role/${encoded(role)}`,
      signal,
    );
    return data !== undefined;
  }

  /** The names in a folder of an engine that keeps nothing else. */
  async names(
    mount: string,
    folder: string,
    signal: AbortSignal,
  ): Promise<string[]> {
    const at = [encoded(mount), encoded(folder)].filter(Boolean).join('/');
    const { data } = await this.read(`${at}?list=true`, signal);
    const { keys = [] } = (data ?? {}) as any;
    if (!Array.isArray(keys)) {
      throw unusable('Vault');
    }
    return keys.filter(key => typeof key === 'string');
  }

  private async read(
    path: string,
    signal: AbortSignal,
  ): Promise<{ data?: unknown }> {
    const { status, body } = await this.ask('GET', path, { signal });
    if (status === 404) {
      return {};
    }
    if (status !== 200) {
      throw answerError(status);
    }
    if (typeof body !== 'object' || body === null || !('data' in body)) {
      throw unusable('Vault');
    }
    return body;
  }

  private async ask(
    method: string,
    path: string,
    options: { signal: AbortSignal; anonymous?: boolean; body?: object },
  ): Promise<JsonAnswer> {
    const { baseUrl, namespace, ca } = this.config;
    const token = options.anonymous
      ? undefined
      : await this.login(options.signal);
    return askServer(this.clock, {
      url: `${baseUrl}/v1/${path}`,
      method,
      body: options.body,
      ca,
      signal: options.signal,
      headers: {
        'x-vault-request': 'true',
        ...(namespace && { 'x-vault-namespace': namespace }),
        ...(token && { 'x-vault-token': token }),
      },
    });
  }

  /** One login lasts for two thirds of the life that its token was given. */
  private async login(signal: AbortSignal): Promise<string> {
    const { auth } = this.config;
    if (auth.type === 'static') {
      return auth.token;
    }
    const now = this.clock.now();
    if (this.token && now < this.token.until) {
      return this.token.value;
    }
    const body =
      auth.type === 'approle'
        ? { role_id: auth.roleId, secret_id: auth.secretId }
        : { role: auth.role, jwt: await ownToken(auth.tokenFile) };
    const answer = await this.ask('POST', `auth/${encoded(auth.path)}/login`, {
      signal,
      anonymous: true,
      body,
    });
    const { client_token: value, lease_duration: seconds } =
      (answer.body as any)?.auth ?? {};
    if (answer.status !== 200 || typeof value !== 'string') {
      throw answer.status === 200
        ? unusable('Vault')
        : loginRefused(answer.status);
    }
    const lasts = Number(seconds) > 0 ? Number(seconds) : 3600;
    this.token = { value, until: now + (lasts * 2000) / 3 };
    return value;
  }

  /** The token was refused: it may have been revoked. */
  forgetToken() {
    this.token = undefined;
  }
}

function loginRefused(status: number): ServerError {
  return status < 500
    ? new ServerError('denied', `the login answered ${status}`)
    : answerError(status);
}

async function ownToken(file: string): Promise<string> {
  try {
    return (await readFile(file, 'utf8')).trim();
  } catch {
    throw new ServerError(
      'denied',
      'the portal has no token of a service account to sign in with',
    );
  }
}

function metadataIn(data: unknown): Metadata {
  const { current_version: version, versions, custom_metadata } = data as any;
  if (typeof version !== 'number') {
    throw unusable('Vault');
  }
  const current = versions?.[String(version)] ?? {};
  return {
    version,
    destroyed: current.destroyed === true,
    ...named('createdAt', time(current.created_time)),
    ...named('deletedAt', time(current.deletion_time)),
    custom: Object.fromEntries(
      Object.entries(custom_metadata ?? {}).filter(
        (entry): entry is [string, string] => typeof entry[1] === 'string',
      ),
    ),
  };
}

function named<K extends string>(name: K, value: string | undefined) {
  return (value ? { [name]: value } : {}) as { [P in K]?: string };
}

/** Vault writes nanoseconds, and an empty text for never. */
function time(value: unknown): string | undefined {
  const at = typeof value === 'string' ? Date.parse(value) : NaN;
  return Number.isFinite(at) ? new Date(at).toISOString() : undefined;
}

function encoded(path: string): string {
  return path.split('/').filter(Boolean).map(encodeURIComponent).join('/');
}
