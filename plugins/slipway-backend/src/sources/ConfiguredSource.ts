import { FactSink, Source } from '@slipway/plugin-slipway-node';
import { aborted } from '../lib/clock';
import { untilEither } from '../lib/signals';
import { Setting } from '../settings';
import { StateStore } from '../store';

export interface ConfiguredSourceOptions<T> {
  id: string;
  /** `undefined`: it is switched off, or nothing is there that it could read. */
  setting: () => Setting<T | undefined>;
  make: (value: T) => Source;
  /** Whether it still tells what was told under this id. */
  tells: (id: string, value: T) => boolean;
  store: Pick<StateStore, 'health'>;
}

/** A source as the configuration wants it: with another configuration it ends, and begins anew. */
export class ConfiguredSource<T> implements Source {
  /** Nothing is held for what is switched off. */
  readonly owns = true;
  readonly id: string;

  constructor(private readonly options: ConfiguredSourceOptions<T>) {
    this.id = options.id;
  }

  async start(sink: FactSink, signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const { value, until } = this.options.setting();
      await untilEither(signal, until, either =>
        value === undefined
          ? this.rest(sink, either)
          : this.run(value, sink, either),
      );
    }
  }

  private async rest(sink: FactSink, signal: AbortSignal) {
    await this.retire(sink, () => false);
    await aborted(signal);
  }

  private async run(value: T, sink: FactSink, signal: AbortSignal) {
    const { make, tells } = this.options;
    const source = make(value);
    const begin = async (own: FactSink, until: AbortSignal) => {
      await this.retire(own, id => tells(id, value));
      await source.start(own, until);
    };
    await (source.owns
      ? begin(sink, signal)
      : sink.owning(this.id, begin, signal));
  }

  /** What is no longer read is said to be so: what was known of it stays, with its age. */
  private async retire(sink: FactSink, isTold: (id: string) => boolean) {
    // Who cannot ask now asks when it begins the next time.
    const all = await this.options.store.health().catch(() => []);
    all
      .filter(({ id, value }) => value && this.isOwn(id) && !isTold(id))
      .forEach(({ id }) => sink.retire(id));
  }

  private isOwn(id: string): boolean {
    return id === this.id || id.startsWith(`${this.id}/`);
  }
}
