import {
  LoggerService,
  RootConfigService,
} from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import { createHash } from 'node:crypto';
import { Parts, parts } from './parts';

/** A part of the configuration, for as long as it stays as it is. */
export interface Setting<T> {
  readonly value: T;
  /** Aborts when there is another one. */
  readonly until: AbortSignal;
}

type Name = keyof Parts;
type Read = { [K in Name]: { value: Parts[K]; digest: string } };

const PREFIX = 'The configuration is wrong: ';

const names = Object.keys(parts) as Name[];

/**
 * The configuration as it is now. Backstage tells when one of its files has changed; what is wrong then is told, and
 * everything stays as it was: half of a change is what nobody wanted.
 */
export class LiveSettings {
  private readonly changed = new Map<Name, AbortController>();

  private constructor(private current: Read) {
    names.forEach(name => this.changed.set(name, new AbortController()));
  }

  /** Throws all that is wrong, at once. */
  static follow(
    config: RootConfigService,
    logger: LoggerService,
  ): LiveSettings {
    const settings = new LiveSettings(read(config));
    config.subscribe?.(() => {
      try {
        settings.replace(read(config));
      } catch (error) {
        logger.error(
          `${
            (error as Error).message
          }. What was configured before stays in force until that is mended`,
        );
      }
    });
    return settings;
  }

  now<K extends Name>(name: K): Setting<Parts[K]> {
    const { value } = this.current[name];
    return { value, until: this.changed.get(name)!.signal };
  }

  /** Made of a part, and made anew when that has changed. */
  made<K extends Name, T>(name: K, make: (value: Parts[K]) => T): () => T {
    let last: { of: Parts[K]; made: T } | undefined;
    return () => {
      const { value } = this.current[name];
      if (!last || last.of !== value) {
        last = { of: value, made: make(value) };
      }
      return last.made;
    };
  }

  private replace(next: Read) {
    const different = names.filter(
      name => next[name].digest !== this.current[name].digest,
    );
    for (const name of different) {
      this.current = { ...this.current, [name]: next[name] };
    }
    for (const name of different) {
      const before = this.changed.get(name)!;
      this.changed.set(name, new AbortController());
      before.abort();
    }
  }
}

function read(config: RootConfigService): Read {
  // Several parts may be made of the same.
  const wrong = new Set<string>();
  const found = names.map(name => {
    const { from, read: valueIn } = parts[name];
    // Of credentials there is no need of a second copy.
    const digest = createHash('sha256')
      .update(JSON.stringify(from.map(at => config.getOptional(at))))
      .digest('base64url');
    try {
      return [name, { value: valueIn(config), digest }];
    } catch (error) {
      wrong.add((error as Error).message.replace(PREFIX, ''));
      return [name, undefined];
    }
  });
  if (wrong.size > 0) {
    throw new InputError(`${PREFIX}${[...wrong].join('; ')}`);
  }
  return Object.fromEntries(found);
}
