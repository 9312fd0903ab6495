import { createServer, IncomingMessage, Server, ServerResponse } from 'http';
import { AddressInfo, Socket } from 'net';

type Handler = (
  req: IncomingMessage & { query: URLSearchParams; path: string },
  res: ServerResponse,
) => void;

interface StubObject {
  kind: string;
  metadata: { name: string; namespace: string; [key: string]: unknown };
  [key: string]: unknown;
}

const kindPaths: Record<string, string> = {
  Deployment: '/apis/apps/v1/deployments',
  StatefulSet: '/apis/apps/v1/statefulsets',
  ReplicaSet: '/apis/apps/v1/replicasets',
  Pod: '/api/v1/pods',
  Job: '/apis/batch/v1/jobs',
  CronJob: '/apis/batch/v1/cronjobs',
  ResourceQuota: '/api/v1/resourcequotas',
  LimitRange: '/api/v1/limitranges',
  Event: '/api/v1/events',
  HorizontalPodAutoscaler: '/apis/autoscaling/v2/horizontalpodautoscalers',
  NetworkPolicy: '/apis/networking.k8s.io/v1/networkpolicies',
  Gateway: '/apis/gateway.networking.k8s.io/v1/gateways',
  HTTPRoute: '/apis/gateway.networking.k8s.io/v1/httproutes',
  Certificate: '/apis/cert-manager.io/v1/certificates',
  Application: '/apis/argoproj.io/v1alpha1/applications',
  Kustomization: '/apis/kustomize.toolkit.fluxcd.io/v1/kustomizations',
  GitRepository: '/apis/source.toolkit.fluxcd.io/v1/gitrepositories',
  OCIRepository: '/apis/source.toolkit.fluxcd.io/v1beta2/ocirepositories',
  ExternalSecret: '/apis/external-secrets.io/v1/externalsecrets',
  PodMetrics: '/apis/metrics.k8s.io/v1beta1/pods',
};

/**
 * A cluster behind the portal's Kubernetes back end, on loopback: objects, lists in pages, watches with resume,
 * and a script of faults. It answers at `/api/kubernetes/{clusters,proxy/…}`.
 */
export class KubernetesStub {
  readonly requests: { path: string; query: URLSearchParams; at: number }[] =
    [];
  readonly objects = new Map<string, StubObject>();
  /** What was to be changed of which object. */
  readonly changes: { path: string; change: any }[] = [];
  readonly watches = new Set<{ path: string; res: ServerResponse }>();
  clusters = ['eu-1'];
  /** Operators may come later. */
  apis = ['apps/v1', 'batch/v1', 'autoscaling/v2'];
  /** Answers instead of the cluster while it returns true. */
  onClusters?: (res: ServerResponse) => boolean;
  onList?: (...args: Parameters<Handler>) => boolean;
  onWatch?: (...args: Parameters<Handler>) => boolean;
  pageSize = 500;
  /** Each event comes twice, and each watch begins with all that ever happened. */
  repeats = false;
  private version = 100;
  private log: { path: string; version: number; line: string }[] = [];
  private saved?: { objects: Map<string, StubObject>; version: number };
  private answering = 0;
  private readonly sockets = new Set<Socket>();
  private readonly server: Server;

  private constructor() {
    this.server = createServer((req, res) => this.handle(req, res));
    this.server.on('connection', socket => {
      this.sockets.add(socket);
      socket.on('close', () => this.sockets.delete(socket));
    });
  }

  static async start(): Promise<KubernetesStub> {
    const stub = new KubernetesStub();
    await new Promise<void>(resolve =>
      stub.server.listen(0, '127.0.0.1', resolve),
    );
    return stub;
  }

  get port() {
    return (this.server.address() as AddressInfo).port;
  }

  async stop() {
    this.server.closeAllConnections();
    await new Promise(resolve => this.server.close(resolve));
  }

  /** Connections. */
  get open() {
    return this.sockets.size;
  }

  /** Lists that it is answering, without those that it lets hang. */
  get busy() {
    return this.answering;
  }

  /** Remembers everything, as a backup does. */
  save() {
    this.saved = { objects: new Map(this.objects), version: this.version };
  }

  /** Is again as it was saved, and gives the versions that came since out anew. */
  restore() {
    const { objects, version } = this.saved!;
    this.objects.clear();
    objects.forEach((object, key) => this.objects.set(key, object));
    this.version = version;
    this.log = this.log.filter(entry => entry.version <= version);
    this.endWatches('destroy');
  }

  lists(path = kindPaths.Deployment) {
    return this.requests.filter(r => r.path === path && !r.query.get('watch'));
  }

  watchRequests(path = kindPaths.Deployment) {
    return this.requests.filter(r => r.path === path && r.query.get('watch'));
  }

  /** Adds or replaces, and tells the watches unless `silently`. */
  put(object: StubObject, options: { silently?: boolean } = {}) {
    const key = keyOf(object);
    const type = this.objects.has(key) ? 'MODIFIED' : 'ADDED';
    this.version += 1;
    const stored = {
      ...object,
      metadata: {
        creationTimestamp: '2026-11-20T10:00:00Z',
        ...object.metadata,
        resourceVersion: String(this.version),
      },
    };
    this.objects.set(key, stored);
    this.emit(type, stored, options.silently);
  }

  remove(kind: string, namespace: string, name: string) {
    const key = `${kind}/${namespace}/${name}`;
    const object = this.objects.get(key);
    if (object) {
      this.version += 1;
      this.objects.delete(key);
      const resourceVersion = String(this.version);
      const metadata = { ...object.metadata, resourceVersion };
      this.emit('DELETED', { ...object, metadata });
    }
  }

  /** Writes to the open watches of a path as it stands. */
  write(text: string, path = kindPaths.Deployment) {
    for (const watch of this.watches) {
      if (watch.path === path) {
        watch.res.write(text);
      }
    }
  }

  endWatches(how: 'end' | 'destroy') {
    for (const { res } of this.watches) {
      if (how === 'end') {
        res.end();
      } else {
        res.destroy();
      }
    }
    this.watches.clear();
  }

  bookmark(path = kindPaths.Deployment) {
    const resourceVersion = String(this.version);
    const object = { kind: 'Deployment', metadata: { resourceVersion } };
    this.write(`${JSON.stringify({ type: 'BOOKMARK', object })}\n`, path);
  }

  private emit(type: string, object: StubObject, silently = false) {
    const line = `${JSON.stringify({ type, object })}\n`;
    const whole = kindPaths[object.kind];
    const inside = whole.replace(
      /\/([^/]+)$/,
      `/namespaces/${object.metadata.namespace}/$1`,
    );
    for (const path of [whole, inside]) {
      this.log.push({ path, version: this.version, line });
      if (!silently) {
        this.write(this.repeats ? line + line : line, path);
      }
    }
  }

  private handle(req: IncomingMessage, res: ServerResponse) {
    const url = new URL(req.url ?? '/', 'http://stub');
    const path = url.pathname.replace('/api/kubernetes/proxy', '');
    const query = url.searchParams;
    this.requests.push({ path, query, at: this.requests.length });
    const request = Object.assign(req, { path, query });
    if (req.method === 'PATCH') {
      this.change(request, res);
    } else if (url.pathname === '/api/kubernetes/clusters') {
      if (!this.onClusters?.(res)) {
        json(res, 200, { items: this.clusters.map(name => ({ name })) });
      }
    } else if (path === '/apis') {
      if (!this.faulty(request, res)) {
        const versions = this.apis.map(groupVersion => ({ groupVersion }));
        json(res, 200, { kind: 'APIGroupList', groups: [{ versions }] });
      }
    } else if (query.get('watch')) {
      if (!this.onWatch?.(request, res)) {
        this.watch(path, query, res);
      }
    } else if (!this.faulty(request, res)) {
      this.list(path, query, res);
    }
  }

  /** Takes what is asked of an object that is there; nothing comes of it. */
  private async change(...[req, res]: Parameters<Handler>) {
    const chunks: Buffer[] = [];
    for await (const chunk of req) {
      chunks.push(chunk as Buffer);
    }
    if (this.onList?.(req, res)) {
      return;
    }
    const [, before, namespace, plural, name] =
      /^(.*)\/namespaces\/([^/]+)(\/[^/]+)\/([^/]+)$/.exec(req.path) ?? [];
    const found = [...this.objects.values()].find(
      ({ kind, metadata }) =>
        kindPaths[kind] === `${before}${plural}` &&
        metadata.namespace === namespace &&
        metadata.name === name,
    );
    if (!found) {
      json(res, 404, { kind: 'Status', code: 404, reason: 'NotFound' });
      return;
    }
    const change = JSON.parse(Buffer.concat(chunks).toString('utf8'));
    this.changes.push({ path: req.path, change });
    json(res, 200, found);
  }

  private faulty(...args: Parameters<Handler>): boolean {
    const taken = this.onList?.(...args) ?? false;
    const [, res] = args;
    if (!taken || res.writableEnded) {
      this.answering += 1;
      res.on('close', () => {
        this.answering -= 1;
      });
    }
    return taken;
  }

  private list(path: string, query: URLSearchParams, res: ServerResponse) {
    const { path: of, namespace } = askedFor(path);
    const all = [...this.objects.values()].filter(
      object =>
        kindPaths[object.kind] === of &&
        isWanted(object, query) &&
        [undefined, object.metadata.namespace].includes(namespace),
    );
    if (of === kindPaths.PodMetrics) {
      // A server of its own, which measures: it knows no versions, and no pages.
      const items = all.map(({ metadata, ...object }) => {
        const { resourceVersion: _, ...rest } = metadata;
        return { metadata: rest, ...object };
      });
      json(res, 200, { kind: 'PodMetricsList', metadata: {}, items });
      return;
    }
    const size = Math.min(Number(query.get('limit') ?? 500), this.pageSize);
    const from = Number(query.get('continue') ?? 0);
    const items = all.slice(from, from + size);
    const more = from + size < all.length;
    json(res, 200, {
      kind: 'List',
      metadata: {
        resourceVersion: String(this.version),
        ...(more && { continue: String(from + size) }),
      },
      items,
    });
  }

  private watch(path: string, query: URLSearchParams, res: ServerResponse) {
    const since = this.repeats ? 0 : Number(query.get('resourceVersion'));
    if (since > this.version) {
      const object = { kind: 'Status', code: 504, reason: 'Timeout' };
      res.end(`${JSON.stringify({ type: 'ERROR', object })}\n`);
      return;
    }
    const watch = { path, res };
    this.watches.add(watch);
    res.on('close', () => this.watches.delete(watch));
    res.setHeader('content-type', 'application/json');
    // As a real API server behind the portal: headers only with the first bytes.
    for (const entry of this.log) {
      if (entry.path === path && entry.version > since) {
        res.write(entry.line);
      }
    }
  }
}

export function json(res: ServerResponse, status: number, body: unknown) {
  res.writeHead(status, { 'content-type': 'application/json' });
  res.end(JSON.stringify(body));
}

/** What is asked for, of the whole cluster or of one namespace. */
function askedFor(path: string): { path: string; namespace?: string } {
  const [, before, namespace, plural] =
    /^(.*)\/namespaces\/([^/]+)(\/[^/]+)$/.exec(path) ?? [];
  return plural ? { path: `${before}${plural}`, namespace } : { path };
}

/** Knows of selectors what is asked for: that a label is there. */
function isWanted({ metadata }: StubObject, query: URLSearchParams): boolean {
  const label = query.get('labelSelector');
  return !label || Object.hasOwn(metadata.labels ?? {}, label);
}

function keyOf(object: StubObject) {
  const { namespace, name } = object.metadata;
  return `${object.kind}/${namespace}/${name}`;
}
