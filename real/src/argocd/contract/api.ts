import { Answer, open, requestText } from '../../http';
import { eventually } from '../../eventually';

/** What `fetch` would be, and a token with it. */
export class ArgocdApi {
  constructor(private readonly url: string, private readonly token: string) {}

  as(token: string): ArgocdApi {
    return new ArgocdApi(this.url, token);
  }

  /** The session of somebody with a name and a password. */
  static async signIn(
    url: string,
    credentials: { username: string; password: string },
  ): Promise<ArgocdApi> {
    const { status, body } = await new ArgocdApi(url, '').post(
      '/session',
      credentials,
    );
    if (status !== 200) {
      throw new Error(`the login answered ${status}`);
    }
    return new ArgocdApi(url, body.token);
  }

  get(path: string) {
    return this.send('GET', path);
  }

  post(path: string, body: unknown) {
    return this.send('POST', path, { body: JSON.stringify(body) });
  }

  delete(path: string) {
    return this.send('DELETE', path, {});
  }

  async send(
    method: string,
    path: string,
    {
      body,
      contentType = 'application/json',
    }: { body?: string; contentType?: string } = {},
  ): Promise<{ status: number; body: any }> {
    const answer: Answer = await requestText(`${this.url}/api/v1${path}`, {
      method,
      headers: {
        ...(this.token && { authorization: `Bearer ${this.token}` }),
        ...(method !== 'GET' && { 'content-type': contentType }),
      },
      body,
    });
    const json = answer.headers['content-type']?.startsWith('application/json');
    return {
      status: answer.status,
      body: json ? JSON.parse(answer.body) : answer.body,
    };
  }

  /** An Application, once it is as it has to be. */
  application(name: string, is: (application: any) => unknown): Promise<any> {
    return eventually(`${name} is as it has to be`, async () => {
      const { body } = await this.get(
        `/applications/${name}?appNamespace=argocd`,
      );
      return is(body) ? { value: body } : { last: body };
    });
  }

  /** Events of the stream as they come; it ends with the iteration. */
  async *stream(
    query = '',
  ): AsyncGenerator<{ type: string; application: any }> {
    const ending = new AbortController();
    const response = await open(
      `${this.url}/api/v1/stream/applications${query}`,
      {
        headers: { authorization: `Bearer ${this.token}` },
        signal: ending.signal,
      },
    );
    try {
      let rest = '';
      for await (const piece of response.setEncoding('utf8')) {
        const lines = (rest + piece).split('\n');
        rest = lines.pop()!;
        yield* lines.filter(Boolean).map(line => JSON.parse(line).result);
      }
    } finally {
      response.on('error', () => {});
      ending.abort();
    }
  }
}
