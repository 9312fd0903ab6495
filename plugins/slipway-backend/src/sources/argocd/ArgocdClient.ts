import { request as plain } from 'node:http';
import { request as secure } from 'node:https';
import { ArgoInstance } from '@slipway/plugin-slipway-node';
import { Clock } from '../../lib/clock';
import { JsonAnswer, JsonRequest } from '../../lib/http';
import { askServer } from '../servers/ask';
import { ServerError, answerError, unusable } from '../servers/problems';

/** Some thousand Applications, each with the objects that it brings. */
const MOST_BYTES = 64 * 1024 * 1024;

/** What is kept of an Application, and no more of it: its manifests and parameters stay where they are. */
const FIELDS = [
  'metadata.resourceVersion',
  ...[
    'metadata.name',
    'metadata.namespace',
    'metadata.labels',
    'metadata.resourceVersion',
    'metadata.creationTimestamp',
    'spec.destination',
    'spec.syncPolicy',
    'status.sync',
    'status.health',
    'status.operationState',
    'status.history',
    'status.conditions',
    'status.resources',
  ].map(field => `items.${field}`),
];

/** What of an Argo CD is asked for: its Applications, and that something of them changed. */
export class ArgocdClient {
  private session: Promise<string> | undefined;

  constructor(
    private readonly instance: ArgoInstance,
    private readonly clock: Clock,
  ) {}

  async applications(signal: AbortSignal): Promise<unknown[]> {
    const { items, metadata } = (await this.found(
      `/applications?fields=${FIELDS.join(',')}`,
      signal,
    ))!;
    // An empty list is none at all there, but it has a version.
    const empty = items === null && metadata?.resourceVersion;
    if (!empty && !Array.isArray(items)) {
      throw unusable('Argo CD');
    }
    return items ?? [];
  }

  /** What is there, or `undefined`. */
  async found(
    path: string,
    signal: AbortSignal,
    wish: Pick<JsonRequest, 'method' | 'body'> = {},
  ): Promise<Record<string, any> | undefined> {
    let answer = await this.ask(path, signal, wish);
    if (answer.status === 401 && this.renews) {
      // The session ended, or somebody ended all of them.
      this.session = undefined;
      answer = await this.ask(path, signal, wish);
    }
    if (answer.status === 404) {
      return undefined;
    }
    if (answer.status !== 200) {
      throw answerError(answer.status, answer.headers['retry-after']);
    }
    return (answer.body ?? {}) as Record<string, any>;
  }

  /** Rings for what happens to Applications, until the server ends it; what exactly is asked for by whoever hears it. */
  async changes(signal: AbortSignal, ring: () => void): Promise<void> {
    const token = await this.token(signal);
    const { url } = this.instance;
    return new Promise(resolve => {
      const request = (url.startsWith('https:') ? secure : plain)(
        `${url}/api/v1/stream/applications`,
        { signal, headers: { authorization: `Bearer ${token}` } },
        response => {
          if (response.statusCode !== 200) {
            response.destroy();
            return;
          }
          response.on('error', () => {});
          response.on('data', ring);
          response.on('close', resolve);
        },
      );
      request.on('error', () => resolve());
      request.on('close', resolve);
      request.end();
    });
  }

  private get renews(): boolean {
    return !this.instance.token;
  }

  private async ask(
    path: string,
    signal: AbortSignal,
    wish: Pick<JsonRequest, 'method' | 'body'>,
  ): Promise<JsonAnswer> {
    const token = await this.token(signal);
    return askServer(this.clock, {
      ...wish,
      url: `${this.instance.url}/api/v1${path}`,
      headers: { authorization: `Bearer ${token}` },
      mostBytes: MOST_BYTES,
      signal,
    });
  }

  /** One login for as long as Argo CD takes what came of it, whoever asks first. */
  private async token(signal: AbortSignal): Promise<string> {
    const { token } = this.instance;
    if (token) {
      return token;
    }
    const session = this.session ?? this.signIn(signal);
    this.session = session;
    try {
      return await session;
    } catch (error) {
      if (this.session === session) {
        this.session = undefined;
      }
      throw error;
    }
  }

  private async signIn(signal: AbortSignal): Promise<string> {
    const { url, username, password } = this.instance;
    if (!username || !password) {
      throw new ServerError('denied', 'the portal has no token for it');
    }
    const { status, body } = await askServer(this.clock, {
      url: `${url}/api/v1/session`,
      method: 'POST',
      body: { username, password },
      signal,
    });
    const { token } = (body ?? {}) as { token?: unknown };
    if (status !== 200) {
      throw status < 500 && status >= 400
        ? new ServerError('denied', `the login answered ${status}`)
        : answerError(status);
    }
    if (typeof token !== 'string') {
      throw unusable('Argo CD');
    }
    return token;
  }
}
