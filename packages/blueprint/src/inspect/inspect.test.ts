import type { FileTree } from '@slipway/model';
import { inspectRepository } from './inspect';

const files = (contents: Record<string, string>): FileTree =>
  Object.fromEntries(
    Object.entries(contents).map(([path, content]) => [path, { content }]),
  );
const look = (contents: Record<string, string>) =>
  inspectRepository(files(contents));
const packageJson = (...names: string[]) =>
  JSON.stringify({
    dependencies: Object.fromEntries(names.map(name => [name, '1.0.0'])),
  });

describe('A look at a repository', () => {
  it('takes the Dockerfile that is there, its port, and the shape of the framework', () => {
    const { proposal, asks } = look({
      'package.json': packageJson('express', 'pg'),
      Dockerfile: 'FROM node:24\nEXPOSE 3000\nUSER node\n',
      'src/server.js': "app.get('/health', ok); app.get('/metrics', show);",
    });
    expect(proposal).toEqual({
      runtime: 'container',
      type: 'http',
      needs: ['postgres'],
      spec: {
        workload: {
          port: 3000,
          probes: {
            startup: { path: '/health' },
            liveness: { path: '/health' },
            readiness: { path: '/health' },
          },
          metrics: { path: '/metrics' },
        },
        build: { dockerfile: 'Dockerfile' },
      },
    });
    expect(asks.join('\n')).toMatch(/every pod restarted/);
    expect(asks.join('\n')).not.toMatch(/names no user/);
  });

  it.each<[string, Record<string, string>, string, string]>([
    [
      'Go',
      { 'go.mod': 'module x\nrequire github.com/gin-gonic/gin v1.9.1\n' },
      'go',
      'http',
    ],
    [
      'a gRPC service in Go',
      {
        'go.mod': 'require (\n\tgoogle.golang.org/grpc v1.70.0\n)\n',
        'api/x.proto': '',
      },
      'go',
      'grpc',
    ],
    [
      'a client of gRPC services',
      { 'go.mod': 'require (\n\tgoogle.golang.org/grpc v1.70.0\n)\n' },
      'go',
      'http',
    ],
    ['Python', { 'requirements.txt': 'FastAPI==0.110\n' }, 'python', 'http'],
    [
      'a consumer in Python',
      { 'pyproject.toml': 'dependencies = [\n  "aiokafka>=0.12",\n]\n' },
      'python',
      'worker',
    ],
    ['Next.js', { 'package.json': packageJson('next') }, 'nextjs', 'web'],
    ['real time', { 'package.json': packageJson('ws') }, 'node', 'realtime'],
    [
      'Kotlin',
      {
        'pom.xml':
          '<dependency><artifactId>spring-boot-starter-web</artifactId></dependency>',
      },
      'kotlin',
      'http',
    ],
  ])('knows %s', (_what, contents, runtime, type) => {
    expect(look(contents).proposal).toMatchObject({
      runtime,
      type,
      spec: { build: { source: 'own' } },
    });
  });

  it.each<[string, Record<string, string>]>([
    ['postgres', { 'go.mod': 'require github.com/jackc/pgx/v5 v5.7.0\n' }],
    ['redis', { 'requirements.txt': 'redis==5\n' }],
    ['kafka', { 'package.json': packageJson('kafkajs') }],
    ['rabbitmq', { 'build.gradle.kts': 'api("com.rabbitmq:amqp-client:5.2")' }],
    ['sqs', { 'app/main.py': 'queue = boto3.client("sqs")' }],
    ['s3', { 'compose.yaml': 'services:\n  s:\n    image: minio/minio:1\n' }],
  ])('knows the need %s by a client, a call or a server', (need, contents) => {
    const { proposal, seen, asks } = look(contents);
    expect(proposal.needs).toEqual([need]);
    expect(seen).toContainEqual(
      expect.objectContaining({ by: Object.keys(contents)[0] }),
    );
    expect(asks.join('\n')).toContain(`It gets a ${need} of its own`);
  });

  it('believes nothing that others wrote, or that is a test', () => {
    const { proposal, asks } = look({
      'package.json': packageJson('fastify'),
      'node_modules/pg/package.json': packageJson('pg'),
      'src/server.test.ts': 'get("/healthz")',
    });
    expect(proposal.needs).toBeUndefined();
    expect(proposal.spec.workload).toEqual({ metrics: false });
    expect(asks.join('\n')).toMatch(/No path was found/);
  });

  it('takes name, owner and more from the catalog file, and a chart with its place of the image', () => {
    const { proposal } = look({
      Dockerfile: 'FROM scratch\n',
      'catalog-info.yaml':
        'kind: System\nmetadata: { name: shop }\n---\nkind: Component\nmetadata: { name: carts, description: Keeps carts }\nspec: { owner: team-pay, system: shop, lifecycle: production }\n',
      'chart/Chart.yaml': 'name: carts\n',
      'chart/values.yaml': 'api:\n  image: { repository: x, tag: y }\n',
    });
    expect(proposal).toMatchObject({
      name: 'carts',
      owner: 'team-pay',
      system: 'shop',
      description: 'Keeps carts',
      lifecycle: 'production',
      spec: {
        delivery: {
          layout: 'helm',
          chart: { path: 'chart', image: 'api.image' },
        },
      },
    });
  });

  it('says what a person has to look at', () => {
    const { asks } = look({
      Dockerfile: 'FROM nginx\nEXPOSE 80\n',
      'k8s/app.yaml': 'apiVersion: apps/v1\nkind: Deployment\n',
    });
    const text = asks.join('\n');
    expect(text).toMatch(/port 80, which only a privileged user/);
    expect(text).toMatch(/names no user/);
    expect(text).toMatch(/`k8s\/app.yaml` deploys it today/);
    expect(text).toMatch(/taken for an HTTP API/);
  });

  it.each<[string, Record<string, string>]>([
    ['nothing', {}],
    ['broken files', { 'package.json': '{', 'catalog-info.yaml': ': [' }],
    [
      'files of other kinds',
      { 'package.json': '[]', 'catalog-info.yaml': 'a', 'c/Chart.yaml': '1' },
    ],
    ['a bomb', { 'catalog-info.yaml': bomb() }],
  ])('ends well with %s', (_what, contents) => {
    expect(look(contents).proposal.type).toBe('http');
  });
});

/** Aliases of aliases: a few lines that would be gigabytes. */
function bomb(): string {
  const lines = ['a: &a0 [x, x, x, x, x, x, x, x, x, x]'];
  for (let i = 1; i < 12; i++) {
    lines.push(
      `b${i}: &a${i} [${Array(10)
        .fill(`*a${i - 1}`)
        .join(', ')}]`,
    );
  }
  return `${lines.join('\n')}\n`;
}
