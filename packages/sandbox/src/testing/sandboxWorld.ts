import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { freePorts } from '../addresses';
import { ManualClock } from '../clock';
import { Sandbox, startSandbox } from '../sandbox';

const run = promisify(execFile);

const SPEC = `apiVersion: slipway.dev/v1alpha1
kind: Service
metadata:
  name: web
  owner: team-web
  system: shop
  description: A page
spec:
  runtime: go
  workload:
    type: http
    port: 8080
  environments:
    dev:
      cluster: local
    staging:
      cluster: eu-1
      replicas: 2
  repository:
    host: gitea
    url: http://127.0.0.1:7480/shop/web
`;

const ORG = `kind: User
metadata:
  name: aiko.brandt
spec:
  profile: { displayName: Aiko Brandt, email: aiko.brandt@shop.example }
  memberOf: [team-web]
`;

/** A sandbox with one service, on a clock that tests turn. */
export class SandboxWorld {
  readonly log: string[] = [];
  readonly clock = new ManualClock(new Date('2026-03-01T12:00:00Z'));
  sandbox!: Sandbox;

  private constructor(readonly folder: string) {}

  static async start(): Promise<SandboxWorld> {
    const folder = await mkdtemp(join(tmpdir(), 'slipway-sandbox-'));
    await mkdir(join(folder, 'examples/services/web'), { recursive: true });
    await writeFile(join(folder, 'examples/services/web/slipway.yaml'), SPEC);
    await writeFile(join(folder, 'examples/org.yaml'), ORG);
    const world = new SandboxWorld(folder);
    await world.open();
    return world;
  }

  async open(): Promise<void> {
    this.sandbox = await startSandbox({
      dataDir: join(this.folder, 'data'),
      examplesDir: join(this.folder, 'examples'),
      ports: freePorts,
      clock: this.clock,
      log: line => this.log.push(line),
    });
    this.clock.settleWith(() => this.sandbox.idle());
  }

  async close(): Promise<void> {
    await this.sandbox.stop();
    // Git tidies up in the background for a moment longer.
    await rm(this.folder, {
      recursive: true,
      force: true,
      maxRetries: 10,
      retryDelay: 100,
    });
  }

  /** The sandbox complains of nothing that a test did not ask for. */
  assertQuiet(): void {
    if (this.log.length > 0) {
      throw new Error(this.log.join('\n'));
    }
  }

  async seconds(seconds: number): Promise<void> {
    await this.clock.advance(seconds * 1000);
  }

  async state(): Promise<any> {
    return (await fetch(`${this.sandbox.addresses.control}/state`)).json();
  }

  async control(
    method: string,
    path: string,
    body?: object,
  ): Promise<Response> {
    return fetch(`${this.sandbox.addresses.control}${path}`, {
      method,
      body: body && JSON.stringify(body),
    });
  }

  kubernetes(
    cluster: 'local' | 'eu-1',
    path: string,
    init: RequestInit = {},
  ): Promise<Response> {
    return fetch(`${this.sandbox.addresses.kubernetes[cluster]}${path}`, {
      ...init,
      headers: { authorization: 'Bearer sandbox-kubernetes', ...init.headers },
    });
  }

  argocd(method: string, path: string, body?: object): Promise<Response> {
    return fetch(`${this.sandbox.addresses.argocd}${path}`, {
      method,
      headers: {
        authorization: 'Bearer sandbox-argocd',
        'content-type': 'application/json',
      },
      body: body && JSON.stringify(body),
    });
  }

  gitea(method: string, path: string, body?: object): Promise<Response> {
    const credentials = Buffer.from('slipway:sandbox').toString('base64');
    return fetch(`${this.sandbox.addresses.gitea}${path}`, {
      method,
      headers: { authorization: `Basic ${credentials}` },
      body: body && JSON.stringify(body),
    });
  }

  /** Plain git, as a developer has it. */
  async git(...args: string[]): Promise<string> {
    const { stdout } = await run('git', args, {
      cwd: this.folder,
      env: {
        PATH: process.env.PATH,
        HOME: this.folder,
        GIT_TERMINAL_PROMPT: '0',
        GIT_CONFIG_NOSYSTEM: '1',
      },
    });
    return stdout;
  }

  remote(repository: string, credentials = 'slipway:sandbox@'): string {
    return `${this.sandbox.addresses.gitea.replace(
      '//',
      `//${credentials}`,
    )}/${repository}.git`;
  }

  /** Clones, changes, commits and pushes. */
  async push(
    repository: string,
    message: string,
    change: (folder: string) => Promise<void>,
  ): Promise<void> {
    const clone = join(this.folder, 'clone');
    await rm(clone, { recursive: true, force: true });
    await this.git('clone', '--quiet', this.remote(repository), clone);
    await change(clone);
    await this.git('-C', clone, 'add', '--all');
    const person = ['-c', 'user.name=Dev', '-c', 'user.email=dev@shop.example'];
    await this.git('-C', clone, ...person, 'commit', '--quiet', '-m', message);
    await this.git('-C', clone, 'push', '--quiet', 'origin', 'HEAD:main');
  }
}
