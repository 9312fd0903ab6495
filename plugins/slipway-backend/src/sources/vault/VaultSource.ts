import { FactSink, Source } from '@slipway/plugin-slipway-node';
import { Fact, Subject } from '@slipway/plugin-slipway-common';
import { VaultServerConfig } from './config';
import { VaultReading, VaultServer, VaultServerOptions } from './VaultServer';

export type VaultSourceOptions = Omit<
  VaultServerOptions,
  'config' | 'onRead'
> & { servers: VaultServerConfig[] };

/** The metadata of what services take from Vault, of each server on its own. */
export class VaultSource implements Source {
  readonly id = 'vault';
  /** What was read last, by server and subject. */
  private readonly read = new Map<string, Map<string, VaultReading>>();

  constructor(private readonly options: VaultSourceOptions) {}

  async start(sink: FactSink, signal: AbortSignal): Promise<void> {
    const { servers, ...options } = this.options;
    await Promise.all(
      servers.map(config => {
        const server = new VaultServer({
          ...options,
          config,
          onRead: (read, at) => {
            const keyed = read.map(one => [keyOf(one.subject), one] as const);
            this.read.set(server.source, new Map(keyed));
            this.tell(sink, at);
          },
        });
        return server.run(sink, signal);
      }),
    );
  }

  /** A service that takes from several servers is told of once, by the first of them. */
  private tell(sink: FactSink, at: string) {
    const facts = new Map<string, Fact<'vault'>>();
    for (const [source, readings] of [...this.read].sort(byName)) {
      for (const [key, { subject, secrets }] of readings) {
        const known = facts.get(key);
        facts.set(key, {
          aspect: 'vault',
          subject,
          source: known?.source ?? source,
          at,
          value: { secrets: [...(known?.value?.secrets ?? []), ...secrets] },
        });
      }
    }
    const all = [...facts.values()];
    sink.facts(all);
    for (const source of this.read.keys()) {
      sink.complete({
        source,
        aspect: 'vault',
        at,
        subjects: all
          .filter(fact => fact.source === source)
          .map(({ subject }) => subject),
      });
    }
  }
}

function byName([a]: [string, unknown], [b]: [string, unknown]): number {
  return a < b ? -1 : 1;
}

function keyOf(subject: Subject): string {
  return Object.values(subject).join('/');
}
