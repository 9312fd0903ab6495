import {
  LoggerService,
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';
import type { BackupSchedule, Fact } from '@slipway/plugin-slipway-common';
import {
  FactSink,
  Source,
  slipwaySourcesExtensionPoint,
} from '@slipway/plugin-slipway-node';
import { setTimeout as wait } from 'node:timers/promises';

/** What ACME's backup appliance says of one volume. */
interface Volume {
  service: string;
  environment: string;
  cluster: string;
  namespace: string;
  name: string;
  protectedSince: string;
  lastSnapshot?: string;
}

const NIGHT = 24 * 3600;

class Refused extends Error {}

/**
 * ACME takes backups of databases outside of the clusters: an appliance does, of whole volumes. What it says stands
 * in the same cards and lists as what CronJobs do, under the same rules.
 */
export class ApplianceSource implements Source {
  readonly id = 'acme-backups';

  constructor(
    private readonly options: {
      url: string;
      token: string;
      everyMs: number;
      logger: LoggerService;
      now?: () => Date;
    },
  ) {}

  async start(sink: FactSink, signal: AbortSignal): Promise<void> {
    const { everyMs, logger, now = () => new Date() } = this.options;
    let since = now().toISOString();
    let state: 'starting' | 'ok' | 'denied' | 'unreachable' = 'starting';
    let heardAt: string | undefined;
    while (!signal.aborted) {
      const at = now().toISOString();
      const before = state;
      let reason: string | undefined;
      try {
        const volumes = await this.read(signal);
        const facts = toFacts(volumes, this.id, at);
        sink.facts(facts);
        // What is no longer listed is no longer backed up, and that must show.
        sink.complete({
          source: this.id,
          aspect: 'backups',
          at,
          subjects: facts.map(({ subject }) => subject),
        });
        state = 'ok';
        heardAt = at;
      } catch (error) {
        if (signal.aborted) {
          return;
        }
        // The error may name addresses: it is for the log. Nothing that was known is taken back.
        logger.warn(`The appliance cannot be read: ${stringifyError(error)}`);
        state = error instanceof Refused ? 'denied' : 'unreachable';
        reason = 'the appliance did not answer as it should';
      }
      since = state === before ? since : at;
      sink.health({
        id: this.id,
        state,
        since,
        ...(heardAt && { heardAt }),
        ...(reason && { reason }),
        ...(state === 'denied' && {
          permission: 'read volumes of the appliance',
        }),
      });
      await wait(everyMs, undefined, { signal }).catch(() => {});
    }
  }

  private async read(signal: AbortSignal): Promise<Volume[]> {
    const { url, token } = this.options;
    const response = await fetch(`${url}/v1/volumes`, {
      headers: { authorization: `Bearer ${token}` },
      // Whoever does not answer within half a minute does not answer.
      signal: AbortSignal.any([signal, AbortSignal.timeout(30_000)]),
    });
    if (response.status === 401 || response.status === 403) {
      throw new Refused(`answered ${response.status}`);
    }
    if (!response.ok) {
      throw new Error(`answered ${response.status}`);
    }
    return (await response.json()).volumes;
  }
}

/** Pure, so that a test needs no appliance: one fact for each place, with all of its volumes. */
export function toFacts(
  volumes: Volume[],
  source: string,
  at: string,
): Fact<'backups'>[] {
  const places = new Map<string, Fact<'backups'>>();
  for (const { name, protectedSince, lastSnapshot, ...subject } of volumes) {
    const key = Object.values(subject).join('/');
    const fact = places.get(key) ?? {
      aspect: 'backups' as const,
      subject,
      source,
      at,
      value: { backups: [] as BackupSchedule[] },
    };
    fact.value!.backups.push({
      need: name,
      by: 'Schedule',
      object: name,
      does: 'backup',
      schedule: '@daily',
      suspended: false,
      createdAt: protectedSince,
      objectiveSeconds: NIGHT + 2 * 3600,
      everySeconds: NIGHT,
      ...(lastSnapshot && { lastSuccessAt: lastSnapshot }),
      runs: [],
    });
    places.set(key, fact);
  }
  return [...places.values()];
}

/** `backend.add(import('@acme/platform/appliance'))` */
export default createBackendModule({
  pluginId: 'slipway',
  moduleId: 'acme-backups',
  register(env) {
    env.registerInit({
      deps: {
        config: coreServices.rootConfig,
        logger: coreServices.logger,
        sources: slipwaySourcesExtensionPoint,
      },
      async init({ config, logger, sources }) {
        sources.addSource(
          () =>
            new ApplianceSource({
              url: config.getString('acme.backups.url'),
              token: config.getString('acme.backups.token'),
              everyMs: 5 * 60_000,
              logger,
            }),
        );
      },
    });
  },
});
