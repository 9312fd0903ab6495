import { IncomingMessage, request as plain } from 'node:http';
import { request as secure } from 'node:https';
import { ArgoInstance } from '@slipway/plugin-slipway-node';
import { Clock } from '../../lib/clock';
import { JsonAnswer } from '../../lib/http';
import { ClusterError } from '../kubernetes/client';
import { linesOf } from '../kubernetes/lines';
import { ServerRequest, askServer } from '../servers/ask';
import { ServerError, answerError, unusable } from '../servers/problems';

/** Some ten thousand Applications as a whole. They are looked at one by one as they arrive. */
const MOST_BYTES = 1024 * 1024 * 1024;

type Wish = Pick<ServerRequest, 'method' | 'body' | 'onItem'>;

/** What happened to an Application. */
export interface ApplicationEvent {
  type: 'ADDED' | 'MODIFIED' | 'DELETED';
  application: unknown;
}

/** What of an Argo CD is asked for: its Applications, and that something of them changed. */
export class ArgocdClient {
  private session: Promise<string> | undefined;

  constructor(
    private readonly instance: ArgoInstance,
    private readonly clock: Clock,
  ) {}

  /**
   * Hands over each Application as it arrives, and says how many came. They come whole: asked for certain fields of them,
   * Argo CD leaves out revisions, operations and history, whatever is asked for.
   */
  async applications(
    signal: AbortSignal,
    onItem: (application: unknown) => void,
  ): Promise<number> {
    let count = 0;
    const body = await this.found('/applications', signal, {
      onItem: item => {
        count += 1;
        onItem(item);
      },
    }).catch(asServerError);
    // An empty list is none at all there, but it has a version.
    const empty = body?.items === null && body.metadata?.resourceVersion;
    if (!empty && !Array.isArray(body?.items)) {
      throw unusable('Argo CD');
    }
    return count;
  }

  /** Whether the account gets any Applications at all: to one that does not, Argo CD says that there are none. */
  async getsApplications(signal: AbortSignal): Promise<boolean> {
    const answer = await this.found(
      '/account/can-i/applications/get/*/*',
      signal,
    );
    return answer?.value !== 'no';
  }

  /**
   * Whether an Application that it refused is gone; `undefined` where the account does not see enough to tell: of one
   * that nobody has Argo CD says what it says of one that the account may not have, so that no one learns of its name.
   */
  async isGone(
    name: string,
    namespace: string,
    signal: AbortSignal,
  ): Promise<boolean | undefined> {
    const query = new URLSearchParams({ name, appNamespace: namespace });
    let isListed = false;
    await this.found(`/applications?${query}`, signal, {
      onItem: item => {
        const { metadata } = (item ?? {}) as { metadata?: { name?: string } };
        isListed ||= metadata?.name === name;
      },
    });
    return isListed
      ? false
      : (await this.getsApplications(signal)) || undefined;
  }

  /** What is there, or `undefined`. */
  async found(
    path: string,
    signal: AbortSignal,
    wish: Wish = {},
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

  /** Tells what there is and what happens to it, until the server ends it. */
  async changes(
    signal: AbortSignal,
    onEvent: (event: ApplicationEvent) => void,
  ): Promise<void> {
    const response = await this.stream(await this.token(signal), signal);
    if (response.statusCode !== 200) {
      response.destroy();
      return;
    }
    for await (const line of linesOf(response)) {
      const { result } = JSON.parse(line);
      if (!result) {
        // It says why it cannot go on; the next reading meets that, too.
        return;
      }
      onEvent(result);
    }
  }

  private stream(token: string, signal: AbortSignal): Promise<IncomingMessage> {
    const { url } = this.instance;
    return new Promise((resolve, reject) => {
      const request = (url.startsWith('https:') ? secure : plain)(
        `${url}/api/v1/stream/applications`,
        { signal, headers: { authorization: `Bearer ${token}` } },
        resolve,
      );
      request.on('error', reject);
      request.end();
    });
  }

  private get renews(): boolean {
    return !this.instance.token;
  }

  private async ask(
    path: string,
    signal: AbortSignal,
    wish: Wish,
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

/** What can be made nothing of is told in Argo CD's name. */
function asServerError(error: unknown): never {
  throw error instanceof ClusterError ? unusable('Argo CD') : error;
}
