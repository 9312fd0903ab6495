import { randomUUID } from 'node:crypto';
import { Clock } from '../clock';
import { EngineState, KeyValueEngine } from './engine';
import { Policy, parsePolicy } from './policies';

export interface Token {
  policies: string[];
  createdAt: number;
  ttlSeconds: number;
}

interface Role {
  policies: string[];
  ttlSeconds: number;
  roleId: string;
  secretIds: Set<string>;
}

export interface VaultOptions {
  clock: Clock;
  rootToken: string;
  /** Something was written that is to last. */
  onChange?(): void;
}

/** What lasts between starts: the engines. Tokens and policies a test makes for itself. */
export type VaultState = Array<{
  path: string;
  version: 1 | 2;
  secrets: EngineState;
}>;

/** What a server of Vault has, in memory: a stand-in starts as its seed says. */
export class Vault {
  readonly engines = new Map<string, KeyValueEngine>();
  readonly roles = new Map<string, Role>();
  readonly logins = new Set<string>();
  private readonly policies = new Map<string, Policy>();
  private readonly tokens = new Map<string, Token>();
  readonly unsealKey = randomUUID();
  sealed = false;

  constructor(private readonly options: VaultOptions) {
    this.tokens.set(options.rootToken, {
      policies: ['root'],
      createdAt: options.clock.now().getTime(),
      ttlSeconds: 0,
    });
    this.mount('secret', 2);
  }

  mount(path: string, version: 1 | 2) {
    const { clock, onChange } = this.options;
    this.engines.set(path, new KeyValueEngine(version, clock, onChange));
  }

  state(): VaultState {
    return [...this.engines].map(([path, engine]) => ({
      path,
      version: engine.version,
      secrets: engine.state(),
    }));
  }

  restore(state: VaultState) {
    for (const { path, version, secrets } of state) {
      this.mount(path, version);
      this.engines.get(path)!.restore(secrets);
    }
  }

  /** The engine that a path lies in, and what is left of the path. */
  engineOf(path: string): [KeyValueEngine, string] | undefined {
    const mount = [...this.engines.keys()]
      .sort((a, b) => b.length - a.length)
      .find(one => path === one || path.startsWith(`${one}/`));
    return mount
      ? [this.engines.get(mount)!, path.slice(mount.length + 1)]
      : undefined;
  }

  setPolicy(name: string, text: string) {
    this.policies.set(name, parsePolicy(text));
  }

  createToken(policies: string[], ttlSeconds: number): string {
    const token = `hvs.${randomUUID()}`;
    const createdAt = this.options.clock.now().getTime();
    this.tokens.set(token, { policies, createdAt, ttlSeconds });
    return token;
  }

  revoke(token: string) {
    this.tokens.delete(token);
  }

  /** `undefined`: unknown, or its time is over. */
  token(value: string | undefined): Token | undefined {
    const token = this.tokens.get(value ?? '');
    const ends = endOf(token);
    return ends !== undefined && ends <= this.options.clock.now().getTime()
      ? undefined
      : token;
  }

  expiry(token: Token): string | null {
    const ends = endOf(token);
    return ends === undefined ? null : new Date(ends).toISOString();
  }

  isRoot({ policies }: Token): boolean {
    return policies.includes('root');
  }

  rulesOf({ policies }: Token): Policy {
    return policies.flatMap(name => this.policies.get(name) ?? []);
  }
}

function endOf(token: Token | undefined): number | undefined {
  return token?.ttlSeconds
    ? token.createdAt + token.ttlSeconds * 1000
    : undefined;
}
