/* eslint-disable no-console -- a program that people watch */
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { diffLines } from 'diff';
import { render } from '../rendered';
import type { NeedType } from '../rendered';

const FILES = join(process.cwd(), 'files');
const PROTO = 'greetings/v1/greetings.proto';

interface Stubs {
  /** What protoc is asked, in the folder of the service. */
  args: string[];
  /** What the definition is called there. */
  proto?: string;
  /** What it writes there. */
  files: string[];
}

const goPackage = 'git.example.org/shop/payments/internal/greetingsv1';
const go = `module=${goPackage},M${PROTO}=${goPackage}`;

const stubs: Record<string, Stubs> = {
  go: {
    args: [
      '--proto_path=api',
      ...['--go_out', '--go-grpc_out'].map(
        out => `${out}=${go}:internal/greetingsv1`,
      ),
    ],
    files: ['greetings.pb.go', 'greetings_grpc.pb.go'].map(
      file => `internal/greetingsv1/${file}`,
    ),
  },
  node: {
    args: [
      '--proto_path=api',
      '--ts_proto_out=src/rpc',
      '--ts_proto_opt=outputServices=grpc-js,importSuffix=.ts,outputJsonMethods=false,outputPartialMethods=false',
    ],
    files: ['src/rpc/greetings/v1/greetings.ts'],
  },
  python: {
    // Modules are imported from where they are, not from the top.
    args: [
      '--proto_path=app/gen=api',
      ...['--python_out', '--pyi_out', '--grpc_python_out'].map(
        out => `${out}=.`,
      ),
    ],
    proto: `app/gen/${PROTO}`,
    files: ['_pb2.py', '_pb2.pyi', '_pb2_grpc.py'].map(
      end => `app/gen/greetings/v1/greetings${end}`,
    ),
  },
};

/** Writes anew what is generated from the example's definition, with protoc and its plugins as they are on the PATH. */
async function main(): Promise<void> {
  const wanted = process.argv.slice(2);
  for (const runtime of wanted.length ? wanted : Object.keys(stubs)) {
    const less = await made(runtime, []);
    const more = await made(runtime, ['postgres']);
    for (const [i, file] of stubs[runtime].files.entries()) {
      const target = join(FILES, runtime, 'grpc', file);
      await mkdir(dirname(target), { recursive: true });
      await writeFile(target, either(more[i], less[i]));
    }
    console.log(`${runtime}: generated`);
  }
}

/** What is generated for a service with these needs. */
async function made(runtime: string, needs: NeedType[]): Promise<string[]> {
  const folder = await mkdtemp(join(tmpdir(), 'slipway-stubs-'));
  const { args, files, proto = PROTO } = stubs[runtime];
  try {
    await render(runtime, ['grpc'], folder, needs);
    await promisify(execFile)('protoc', [...args, proto], { cwd: folder });
    return await Promise.all(
      files.map(file => readFile(join(folder, file), 'utf8')),
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** One file for both: what they have in common once, and each difference under its condition. */
function either(more: string, less: string): string {
  const pieces: string[] = [];
  const changes = diffLines(less, more);
  for (let i = 0; i < changes.length; i += 1) {
    const { value, added, removed } = changes[i];
    const next = changes[i + 1];
    if (!added && !removed) {
      pieces.push(value);
    } else if (removed && next?.added) {
      pieces.push(
        `{% if needs.postgres %}${next.value}{% else %}${value}{% endif %}`,
      );
      i += 1;
    } else {
      pieces.push(
        `{% if ${added ? '' : 'not '}needs.postgres %}${value}{% endif %}`,
      );
    }
  }
  return pieces.join('');
}

main().catch(error => {
  console.error(error.stderr || error.stack);
  process.exitCode = 1;
});
