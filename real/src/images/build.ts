import fs from 'node:fs/promises';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { cacheFolder } from '../programs/programs';
import { run } from '../programs/run';
import type { Base } from './bases';
import { enter } from './chamber';
import type { Bind } from './chamber';
import { apply, copyContext } from './dockerfile';
import type { Command, FileAction, Outcome, Plan, Step } from './dockerfile';
import { packageSettings } from './settings';

/** A folder with the files of a stage, and what lies over it while something runs there. */
export interface Layer {
  folder: string;
  base?: Base;
}

const CACHE = 3;
const IN_MEMORY = 4;
const NOTHING = -1;

const keyOf = ({ digest, index = 0 }: Outcome) => `${digest} ${index}`;

/** Does the steps of a Dockerfile one after the other, each in a root that has what its stage has so far. */
export class Build {
  private readonly outcomes = new Map<string, Layer>();
  private readonly uses = new Map<string, number>();
  private readonly settings = packageSettings();
  private folders = 0;

  constructor(
    private readonly context: string,
    private readonly work: string,
    private readonly bases: Record<string, Base>,
  ) {}

  async run({ steps, root }: Plan): Promise<Layer> {
    for (const input of [
      ...steps.flatMap(({ op }) => op.inputs ?? []),
      root,
    ].map(keyOf)) {
      this.uses.set(input, (this.uses.get(input) ?? 0) + 1);
    }
    for (const step of steps) {
      const made = await this.step(step);
      made.forEach((layer, index) =>
        this.outcomes.set(keyOf({ digest: step.id, index }), layer),
      );
    }
    return this.outcomes.get(keyOf(root))!;
  }

  private async step({ id, op }: Step): Promise<Layer[]> {
    const { source, exec, file } = op.Op;
    const inputs = op.inputs ?? [];
    for (const key of inputs.map(keyOf)) {
      this.uses.set(key, this.uses.get(key)! - 1);
    }
    if (source) {
      return [await this.source(source.identifier)];
    }
    if (exec) {
      return this.execute(exec, inputs);
    }
    if (file) {
      return this.files(file.actions, inputs);
    }
    throw new Error(`a step that is not known here: ${id}`);
  }

  private async source(identifier: string): Promise<Layer> {
    const layer = await this.empty();
    const image = /^docker-image:\/\/(.*?)(@sha256:.*)?$/.exec(identifier)?.[1];
    if (!image) {
      await copyContext(this.context, layer.folder);
      return layer;
    }
    const base = this.bases[image];
    await base.fill(layer.folder);
    return { ...layer, base };
  }

  private async empty(): Promise<Layer> {
    this.folders += 1;
    const folder = path.join(this.work, `layer-${this.folders}`);
    await fs.mkdir(folder, { recursive: true });
    return { folder };
  }

  /** An outcome to be changed: itself, or a copy where others build on it as well. */
  private async own(outcome: Outcome): Promise<Layer> {
    const layer = this.outcomes.get(keyOf(outcome))!;
    if (this.uses.get(keyOf(outcome)) === 0) {
      return layer;
    }
    const { folder } = await this.empty();
    await run('cp', ['-a', '--reflink=auto', `${layer.folder}/.`, folder]);
    return { ...layer, folder };
  }

  private async files(
    actions: readonly FileAction[],
    inputs: readonly Outcome[],
  ): Promise<Layer[]> {
    // Actions go on with what others of the same step made, which are numbered behind the inputs.
    const made: Layer[] = [];
    const outcomes: Layer[] = [];
    const nothing = await this.empty();
    const read = (index: number) =>
      index < inputs.length
        ? this.outcomes.get(keyOf(inputs[index]))!
        : made[index - inputs.length];
    for (const action of actions) {
      const { input, secondaryInput, output } = action;
      const from = secondaryInput === NOTHING ? nothing : read(secondaryInput);
      let layer: Layer;
      if (input === NOTHING) {
        layer = await this.empty();
      } else {
        layer =
          input < inputs.length ? await this.own(inputs[input]) : read(input);
      }
      await apply(action, layer.folder, from.folder);
      made.push(layer);
      if (output !== NOTHING) {
        outcomes[output] = layer;
      }
    }
    return outcomes;
  }

  private async execute(
    { meta, mounts }: Command,
    inputs: readonly Outcome[],
  ): Promise<Layer[]> {
    const root = mounts.find(({ dest }) => dest === '/')!;
    const layer = await this.own(inputs[root.input ?? 0]);
    const binds: Bind[] = [];
    const memory: string[] = [];
    for (const mount of mounts.filter(one => one !== root)) {
      if (mount.mountType === IN_MEMORY) {
        memory.push(mount.dest);
      } else {
        binds.push(await this.mounted(mount, inputs));
      }
    }
    const { env, binds: settings } = this.settings;
    const told = (meta.env ?? []).map(one => one.split(/=([^]*)/, 2));
    const [uid, gid] = numbersOf(meta.user);
    const child = await enter(
      {
        root: layer.folder,
        binds: [...(layer.base?.binds ?? []), ...binds, ...settings],
        memory,
      },
      {
        args: meta.args,
        env: { HOME: '/root', ...env, ...Object.fromEntries(told) },
        cwd: meta.cwd ?? '/',
        uid,
        gid,
      },
    );
    const ended = new Promise<number>(done => {
      child.once('close', done);
    });
    const [out, error, code] = await Promise.all([
      text(child.stdout!),
      text(child.stderr!),
      ended,
    ]);
    if (code !== 0) {
      const tail = `${out}\n${error}`.trim().split('\n').slice(-30);
      throw new Error(
        `RUN ${meta.args.at(-1)} ended with ${code}:\n${tail.join('\n')}`,
      );
    }
    return [layer];
  }

  private async mounted(
    {
      input = 0,
      dest,
      selector = '',
      mountType,
      cacheOpt,
      readonly,
    }: Command['mounts'][number],
    inputs: readonly Outcome[],
  ): Promise<Bind> {
    if (mountType === CACHE) {
      const name = cacheOpt!.ID.replace(/\W+/g, '-');
      const folder = path.join(cacheFolder(), 'image-caches', name);
      await fs.mkdir(folder, { recursive: true });
      return { from: folder, to: dest, writable: true };
    }
    if (mountType) {
      throw new Error(`a mount that is not known here: ${dest}`);
    }
    const { folder } = this.outcomes.get(keyOf(inputs[input]))!;
    return {
      from: path.join(folder, selector),
      to: dest,
      writable: !readonly,
    };
  }
}

/** As whom, in numbers: who is called by a name has to be looked up in the image, which no image of ours asks for. */
export function numbersOf(user = ''): [number, number] {
  if (user === '' || user === 'root') {
    return [0, 0];
  }
  const [uid, gid = '0'] = user.split(':');
  if (!/^\d+$/.test(uid + gid)) {
    throw new Error(`the user '${user}' is no number`);
  }
  return [Number(uid), Number(gid)];
}
