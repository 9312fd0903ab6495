import { spawn, spawnSync } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import fs from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { pathOf } from './machine';

/** Something of this machine, or of another step, at a place of its own. */
export interface Bind {
  from: string;
  to: string;
  writable?: boolean;
}

/** A root of its own, with nothing else of the machine in reach but its network. */
export interface Chamber {
  root: string;
  binds: readonly Bind[];
  /** Folders that are empty at first, and forgotten. */
  memory?: readonly string[];
  readonly?: boolean;
}

export interface Entering {
  args: readonly string[];
  env: Record<string, string>;
  cwd: string;
  uid: number;
  gid: number;
}

const READ_ONLY = 'remount,bind,ro,nosuid,nodev';
const DEVICES = ['null', 'zero', 'full', 'random', 'urandom'];

const UNSHARE = pathOf('unshare') ?? '';
const OTHERS = [
  ...['--mount', '--pid', '--ipc', '--uts'],
  ...['--fork', '--kill-child=SIGKILL'],
];

/** Why there are no chambers on this machine, or undefined where there are. */
export function whyNoChamber(): string | undefined {
  if (!UNSHARE) {
    return 'not run: no unshare on this machine';
  }
  // Nobody else may give a chamber more users than one, and images have two: who builds, and who runs.
  if (process.getuid?.() !== 0) {
    return 'not run: only root may give an image its users';
  }
  return spawnSync(UNSHARE, ['--user', '--map-root-user', ...OTHERS, 'true'])
    .status === 0
    ? undefined
    : 'not run: this machine lets nobody have namespaces of their own';
}

function quoted(text: string): string {
  return `'${text.replace(/'/g, `'\\''`)}'`;
}

/** What becomes PID 1 of the chamber: it mounts, gives away what it may, and is then the program. */
function script(chamber: Chamber, entering: Entering): string {
  const { root, binds, memory = [], readonly } = chamber;
  const inside = (place: string) => quoted(path.join(root, place));
  const bind = ({ from, to, writable }: Bind) => [
    `mount --bind ${quoted(from)} ${inside(to)}`,
    // What the machine already withholds stays withheld, or the kernel refuses.
    ...(writable ? [] : [`mount -o ${READ_ONLY} ${inside(to)}`]),
  ];
  const { args, cwd, uid, gid } = entering;
  const identity = `--setgid=${gid} --setuid=${uid}`;
  return [
    'set -e',
    // The program's own PATH means other folders.
    'its=$PATH; PATH=/usr/sbin:/usr/bin:/sbin:/bin',
    `mount --bind ${quoted(root)} ${quoted(root)}`,
    ...DEVICES.flatMap(name =>
      bind({ from: `/dev/${name}`, to: `/dev/${name}`, writable: true }),
    ),
    `mount -t proc proc ${inside('/proc')}`,
    ...binds.flatMap(bind),
    ...memory.map(
      place => `mount -t tmpfs -o mode=0777 tmpfs ${inside(place)}`,
    ),
    ...(readonly ? [`mount -o ${READ_ONLY} ${quoted(root)}`] : []),
    'PATH=$its',
    `exec ${UNSHARE} ${identity} --root=${quoted(root)} --wd=${quoted(
      cwd,
    )} -- ${args.map(quoted).join(' ')}`,
  ].join('\n');
}

/** Mounts need something to lie over. */
async function makePlaces({ root, binds, memory = [] }: Chamber) {
  const files = [
    ...DEVICES.map(name => `/dev/${name}`),
    ...(await Promise.all(
      binds.map(async ({ from, to }) =>
        (await fs.stat(from)).isDirectory() ? undefined : to,
      ),
    )),
  ].filter(place => place !== undefined);
  const folders = binds.map(({ to }) => to).filter(to => !files.includes(to));
  for (const place of ['/proc', ...folders, ...memory]) {
    await fs.mkdir(path.join(root, place), { recursive: true });
  }
  for (const place of files) {
    const file = path.join(root, place);
    // What a folder brings that lies below is there already.
    await fs.mkdir(path.dirname(file), { recursive: true });
    await (await fs.open(file, 'a')).close();
  }
}

/** Starts a program in a chamber; the process that is given ends with it, as it did. */
export async function enter(
  chamber: Chamber,
  entering: Entering,
): Promise<ChildProcess> {
  await makePlaces(chamber);
  const inner = [
    UNSHARE,
    ...OTHERS,
    '/bin/sh',
    '-c',
    script(chamber, entering),
  ];
  const child = spawn(
    UNSHARE,
    // Who is nobody yet may do nothing: only what is started after the users are there is root.
    [
      '--user',
      '/bin/sh',
      '-c',
      'read go; exec "$@" </dev/null',
      'sh',
      ...inner,
    ],
    { env: entering.env, stdio: 'pipe', detached: true },
  );
  await giveUsers(child);
  child.stdin.end('go\n');
  return child;
}

/** Every number means the same inside as outside. */
async function giveUsers({ pid }: ChildProcess): Promise<void> {
  const ours = await fs.readlink('/proc/self/ns/user');
  while ((await fs.readlink(`/proc/${pid}/ns/user`)) === ours) {
    await wait(5);
  }
  for (const map of ['uid_map', 'gid_map']) {
    await fs.writeFile(`/proc/${pid}/${map}`, '0 0 65536\n');
  }
}

/** The program in the chamber, which is the only child of what was started. */
export async function programIn(child: ChildProcess): Promise<number> {
  const { pid } = child;
  const children = await fs.readFile(
    `/proc/${pid}/task/${pid}/children`,
    'utf8',
  );
  return Number(children.trim().split(' ')[0]);
}
