import { readFile } from 'node:fs/promises';
import { IncomingMessage, request as plain } from 'node:http';
import { Agent, request as secure } from 'node:https';
import { Body, asClusterError, clientOver, startOf } from '../answers';
import { ClusterClient, ClusterError } from '../client';
import { answerError } from '../problems';
import { ClusterDirectory } from '../proxyClient';
import { DirectCluster } from './config';

/** All clusters as another directory knows them, some of which are asked without it. */
export class DirectClusters implements ClusterDirectory {
  private readonly agents = new Map<string, { ca?: string; agent: Agent }>();

  constructor(
    private readonly others: ClusterDirectory,
    /** As they are configured now: a token that was changed counts from the next request on. */
    private readonly direct: () => ReadonlyMap<string, DirectCluster>,
  ) {}

  async clusters(signal: AbortSignal): Promise<string[]> {
    const names = await this.others.clusters(signal);
    return [...new Set([...names, ...this.direct().keys()])];
  }

  client(name: string): ClusterClient {
    const other = this.others.client(name);
    const own = clientOver((path, signal) =>
      this.get(this.direct().get(name)!, path, signal),
    );
    const now = () => (this.direct().has(name) ? own : other);
    return {
      apis: (...args) => now().apis(...args),
      get: (...args) => now().get(...args),
      list: (...args) => now().list(...args),
      watch: (...args) => now().watch(...args),
    };
  }

  private async get(
    cluster: DirectCluster,
    path: string,
    signal: AbortSignal,
  ): Promise<Body> {
    const token = await textOf(cluster.token, 'its token');
    const agent = await this.agentFor(cluster);
    let response: IncomingMessage;
    try {
      response = await answerOf(`${cluster.url}${path}`, token, agent, signal);
    } catch (error) {
      throw asClusterError(error, signal);
    }
    if (response.statusCode !== 200) {
      const body = await startOf(response).catch(() => '');
      throw answerError(
        response.statusCode ?? 0,
        body,
        response.headers['retry-after'],
      );
    }
    return response;
  }

  /** Connections are kept as long as the certificates that they trust. */
  private async agentFor({
    name,
    url,
    ca: place,
    skipTLSVerify,
  }: DirectCluster): Promise<Agent | undefined> {
    if (!url.startsWith('https:')) {
      return undefined;
    }
    const ca = place && (await textOf(place, 'the certificates to trust'));
    const key = `${name} ${url} ${skipTLSVerify}`;
    const known = this.agents.get(key);
    if (known && known.ca === ca) {
      return known.agent;
    }
    const agent = new Agent({
      keepAlive: true,
      rejectUnauthorized: !skipTLSVerify,
      ...(ca && { ca }),
    });
    this.agents.set(key, { ca, agent });
    // What is open ends by itself.
    known?.agent.destroy();
    return agent;
  }
}

/** Files are read anew each time: they are changed while the portal runs. */
async function textOf(
  place: { text: string } | { file: string },
  what: string,
): Promise<string> {
  if ('text' in place) {
    return place.text;
  }
  try {
    return (await readFile(place.file, 'utf8')).trim();
  } catch {
    throw new ClusterError(
      'unreachable',
      `the file with ${what} cannot be read by the portal`,
    );
  }
}

/** It goes nowhere else than asked: with a redirect the token would go along. */
function answerOf(
  url: string,
  token: string,
  agent: Agent | undefined,
  signal: AbortSignal,
): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const request = (agent ? secure : plain)(
      url,
      {
        signal,
        agent,
        headers: {
          accept: 'application/json',
          authorization: `Bearer ${token}`,
        },
      },
      resolve,
    );
    request.on('error', reject);
    request.end();
  });
}
