import { open, requestText } from '../http';

/** Where a Kubernetes API is, and who may do everything there. */
export interface Address {
  url: string;
  token: string;
  ca?: string;
}

/** A server that claims to speak the Kubernetes API. */
export interface Subject extends Address {
  /** What was before now is forgotten, at least as long as this lasts. */
  forgetting(during: () => Promise<void>): Promise<void>;
  /** Gives the token of a known user without any right, good as long as this lasts. */
  powerless(during: (token: string) => Promise<void>): Promise<void>;
  /** Gives the token of somebody who may do everything, until that is taken from him. */
  losing(
    during: (token: string, lose: () => Promise<void>) => Promise<void>,
  ): Promise<void>;
  stop(): Promise<void>;
}

export interface KubeObject {
  apiVersion?: string;
  kind?: string;
  metadata: {
    name: string;
    namespace?: string;
    uid?: string;
    resourceVersion?: string;
    generation?: number;
    creationTimestamp?: string;
    generateName?: string;
    labels?: Record<string, string>;
    annotations?: Record<string, string>;
    ownerReferences?: Array<{ uid: string }>;
  };
  [field: string]: any;
}

export interface Reply {
  status: number;
  contentType: string;
  /** Parsed where it is JSON, else the text. */
  body: any;
}

export interface WatchEvent {
  type: 'ADDED' | 'MODIFIED' | 'DELETED' | 'BOOKMARK' | 'ERROR';
  object: any;
}

export interface OpenWatch {
  status: number;
  /** The next event, or undefined when the server ended the stream. */
  next(): Promise<WatchEvent | undefined>;
  close(): void;
}

export interface Request {
  body?: unknown;
  /** Sent as it is, instead of `body`. */
  text?: string;
  contentType?: string;
  /** `undefined` with the key present: no Authorization header at all. */
  token?: string;
}

/** How long an event that must come may take; a stream without it is a failure and not a wait for ever. */
const patienceMs = 30_000;

export class Client {
  constructor(private readonly subject: Address) {}

  async send(
    method: string,
    path: string,
    request: Request = {},
  ): Promise<Reply> {
    const { body, text, contentType = 'application/json' } = request;
    const payload = body === undefined ? text : JSON.stringify(body);
    const answer = await requestText(`${this.subject.url}${path}`, {
      method,
      ca: this.subject.ca,
      token: 'token' in request ? request.token : this.subject.token,
      headers: {
        accept: 'application/json',
        ...(payload === undefined ? {} : { 'content-type': contentType }),
      },
      body: payload,
    });
    const type = answer.headers['content-type'] ?? '';
    return {
      status: answer.status,
      contentType: type,
      body: type.startsWith('application/json')
        ? JSON.parse(answer.body)
        : answer.body,
    };
  }

  get(path: string, request?: Request): Promise<Reply> {
    return this.send('GET', path, request);
  }

  post(path: string, body: unknown): Promise<Reply> {
    return this.send('POST', path, { body });
  }

  put(path: string, body: unknown): Promise<Reply> {
    return this.send('PUT', path, { body });
  }

  merge(path: string, body: unknown): Promise<Reply> {
    return this.send('PATCH', path, {
      body,
      contentType: 'application/merge-patch+json',
    });
  }

  delete(path: string): Promise<Reply> {
    return this.send('DELETE', path);
  }

  /** Opens a watch and answers once the server has answered. */
  async watch(
    path: string,
    token: string = this.subject.token,
  ): Promise<OpenWatch> {
    const abort = new AbortController();
    const response = await open(`${this.subject.url}${path}`, {
      ca: this.subject.ca,
      token,
      headers: { accept: 'application/json' },
      signal: abort.signal,
    });
    const lines = splitLines(response.setEncoding('utf8'));
    return {
      status: response.statusCode ?? 0,
      next: async () => {
        const timer = setTimeout(
          () =>
            abort.abort(new Error(`no event for ${patienceMs} ms: ${path}`)),
          patienceMs,
        );
        try {
          const line = await lines.next();
          return line.done ? undefined : JSON.parse(line.value);
        } finally {
          clearTimeout(timer);
        }
      },
      close: () => {
        // The reader is given up on purpose; what it then throws tells nobody anything.
        response.on('error', () => {});
        abort.abort();
      },
    };
  }
}

async function* splitLines(
  chunks: AsyncIterable<string>,
): AsyncGenerator<string, void> {
  let rest = '';
  for await (const chunk of chunks) {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    yield* lines.filter(line => line.trim());
  }
  if (rest.trim()) {
    yield rest;
  }
}
