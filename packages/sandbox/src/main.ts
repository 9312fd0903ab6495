import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { SandboxPorts, defaultPorts } from './addresses';
import { startSandbox } from './sandbox';

const PORT_NAMES = Object.keys(defaultPorts) as Array<keyof SandboxPorts>;

function readArguments() {
  const portOptions = Object.fromEntries(
    PORT_NAMES.map(name => [`port-${name}`, { type: 'string' as const }]),
  );
  const { values } = parseArgs({
    options: {
      data: { type: 'string' as const },
      examples: { type: 'string' as const },
      ...portOptions,
    },
  });
  const texts = values as Record<string, string | undefined>;
  const ports: Partial<SandboxPorts> = {};
  for (const name of PORT_NAMES) {
    const text = texts[`port-${name}`];
    if (text !== undefined) {
      const port = Number(text);
      if (!Number.isInteger(port) || port < 0 || port > 65535) {
        throw new Error(`--port-${name} must be a port number, not ${text}`);
      }
      ports[name] = port;
    }
  }
  return {
    dataDir: resolve(texts.data ?? '.local/data/sandbox'),
    examplesDir: texts.examples ? resolve(texts.examples) : undefined,
    ports,
  };
}

async function main(): Promise<void> {
  const sandbox = await startSandbox({
    ...readArguments(),
    log: line => process.stderr.write(`${line}\n`),
  });
  let stopping = false;
  const stop = () => {
    if (!stopping) {
      stopping = true;
      sandbox.stop().then(
        () => process.exit(0),
        error => fail(error),
      );
    }
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  process.stdout.write(
    `${JSON.stringify({ ready: true, addresses: sandbox.addresses })}\n`,
  );
}

function fail(error: unknown): void {
  const message = error instanceof Error ? error.message : String(error);
  process.stderr.write(`The sandbox cannot run: ${message}\n`);
  process.exit(1);
}

main().catch(fail);
