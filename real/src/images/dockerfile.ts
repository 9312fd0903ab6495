import path from 'node:path';
import { buildProgram } from '../programs/goBuild';
import { programs } from '../programs/programs';
import { run } from '../programs/run';

/** The configuration of an image, as far as it matters when it is built on or started. */
export interface ImageConfig {
  User?: string;
  Env?: string[];
  Entrypoint?: string[];
  Cmd?: string[];
  WorkingDir?: string;
}

/** What comes of a step, or of one of several that a step has. */
export interface Outcome {
  digest: string;
  index?: number;
}

/** BuildKit's own words; what is 0 is left out, and -1 stands for an empty folder. */
export interface Mount {
  input?: number;
  output?: number;
  dest: string;
  selector?: string;
  readonly?: boolean;
  /** 0 or nothing binds, 3 is a cache, 4 is in memory. */
  mountType?: number;
  cacheOpt?: { ID: string };
}

export interface Command {
  meta: { args: string[]; env?: string[]; cwd?: string; user?: string };
  mounts: Mount[];
}

export interface FileAction {
  input: number;
  secondaryInput: number;
  output: number;
  Action: object;
}

export interface Step {
  id: string;
  op: {
    inputs?: Outcome[];
    Op: {
      source?: { identifier: string };
      exec?: Command;
      file?: { actions: FileAction[] };
    };
  };
}

export interface Plan {
  steps: Step[];
  root: Outcome;
  image: ImageConfig;
  warnings: string[];
}

async function dockerfile(args: string[], input?: unknown): Promise<string> {
  const program = await buildProgram(programs.dockerfile);
  return run(program, args, {
    input: input === undefined ? '' : JSON.stringify(input),
  });
}

/** The steps that BuildKit would do for a stage, or for the last one, and the image that they end in. */
export async function planOf(
  folder: string,
  bases: Record<string, ImageConfig>,
  target = '',
): Promise<Plan> {
  const file = path.join(folder, 'Dockerfile');
  return JSON.parse(await dockerfile(['plan', file, target], bases));
}

/** Copies what reaches the build. */
export async function copyContext(from: string, to: string): Promise<void> {
  await dockerfile(['context', from, to]);
}

/** Does what a step says to the files of a folder. */
export async function apply(
  action: FileAction,
  folder: string,
  from: string,
): Promise<void> {
  await dockerfile(['apply', folder, from], action);
}
