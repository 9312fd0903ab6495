import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
  type TestBackend,
} from '@backstage/backend-test-utils';
import catalogPlugin from '@backstage/plugin-catalog-backend';
import templateKind from '@backstage/plugin-catalog-backend-module-scaffolder-entity-model';
import scaffolderPlugin from '@backstage/plugin-scaffolder-backend';
import templatesModule from '@slipway/plugin-catalog-backend-module-slipway';
import slipwayModule from '../index';

const ROOT = resolve(__dirname, '../../../..');

export interface Outcome {
  id: string;
  status: string;
  log: string;
  output: any;
}

/** An event of the audit log, by the plugin that tells it. */
export interface AuditEvent {
  plugin: string;
  eventId: string;
  meta: any;
}

/** A portal with the templates and the people of the example; whoever asks belongs to the web team. */
export class TestPortal {
  private constructor(
    private readonly backend: TestBackend,
    readonly audit: AuditEvent[],
  ) {}

  static async start(config: object): Promise<TestPortal> {
    const audit: AuditEvent[] = [];
    const backend = await startTestBackend({
      features: [
        catalogPlugin,
        templateKind,
        scaffolderPlugin,
        slipwayModule,
        templatesModule,
        createServiceFactory({
          service: coreServices.userInfo,
          deps: {},
          factory: () =>
            mockServices.userInfo({
              ownershipEntityRefs: ['group:default/team-web'],
            }),
        }),
        createServiceFactory({
          service: coreServices.auditor,
          deps: { plugin: coreServices.pluginMetadata },
          factory: ({ plugin }) => ({
            async createEvent({ eventId, meta }) {
              const event = { plugin: plugin.getId(), eventId, meta };
              return {
                async success(more) {
                  audit.push({ ...event, meta: { ...meta, ...more?.meta } });
                },
                async fail(more) {
                  audit.push({ ...event, meta: { ...meta, ...more.meta } });
                },
              };
            },
          }),
        }),
        mockServices.rootConfig.factory({
          data: {
            ...config,
            backend: {
              database: { client: 'better-sqlite3', connection: ':memory:' },
            },
            catalog: {
              processingInterval: { seconds: 1 },
              rules: [
                { allow: ['Component', 'Location', 'Resource', 'System'] },
              ],
              locations: [
                {
                  type: 'file',
                  target: resolve(ROOT, 'examples/org.yaml'),
                  rules: [{ allow: ['User', 'Group', 'Domain', 'System'] }],
                },
              ],
            },
          },
        }),
      ],
    });
    const portal = new TestPortal(backend, audit);
    await portal.until(async () => {
      const { body } = await portal.entity('template', 'http-api');
      const system = await portal.entity('system', 'shop');
      return body.kind === 'Template' && system.status === 200;
    });
    return portal;
  }

  stop(): Promise<void> {
    return this.backend.stop();
  }

  async api(method: string, path: string, body?: object) {
    const response = await fetch(
      `http://localhost:${this.backend.server.port()}${path}`,
      {
        method,
        headers: {
          authorization: mockCredentials.user.header(),
          'content-type': 'application/json',
        },
        body: body && JSON.stringify(body),
      },
    );
    const text = await response.text();
    return { status: response.status, body: text ? JSON.parse(text) : {} };
  }

  entity(kind: string, name: string) {
    return this.api(
      'GET',
      `/api/catalog/entities/by-name/${kind}/default/${name}`,
    );
  }

  async until(holds: () => Promise<boolean>) {
    while (!(await holds())) {
      await sleep(100);
    }
  }

  /** How a task ended, and what it said. */
  async outcome(id: string): Promise<Outcome> {
    const task = () => this.api('GET', `/api/scaffolder/v2/tasks/${id}`);
    await this.until(async () =>
      ['completed', 'failed'].includes((await task()).body.status),
    );
    const events = (
      await this.api('GET', `/api/scaffolder/v2/tasks/${id}/events`)
    ).body as { type: string; body: any }[];
    return {
      id,
      status: (await task()).body.status,
      log: events.map(({ body }) => body.message).join('\n'),
      output: events.find(({ type }) => type === 'completion')?.body.output,
    };
  }

  async run(template: string, values: object): Promise<Outcome> {
    const { body } = await this.api('POST', '/api/scaffolder/v2/tasks', {
      templateRef: `template:default/${template}`,
      values,
    });
    if (typeof body.id !== 'string') {
      throw new Error(`No task was made: ${JSON.stringify(body)}`);
    }
    return this.outcome(body.id);
  }

  /** What a template would make, without making it. */
  async dryRun(template: string, values: object) {
    return this.api('POST', '/api/scaffolder/v2/dry-run', {
      template: (await this.entity('template', template)).body,
      values,
      directoryContents: [],
    });
  }
}
