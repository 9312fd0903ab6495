import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { needTypes, render } from '../rendered';
import type { NeedType, Shape } from '../rendered';
import type { Entries, Variant } from './merge';

/** How the lock files of a runtime are told: brought up to date in a rendered service, starting from another's. */
export interface Locking {
  runtime: string;
  /** Beside the job, which every runtime has and which needs least. */
  shapes: Record<string, Shape>;
  files: readonly string[];
  lock(folder: string): Promise<void>;
  read(folder: string): Promise<Record<string, Entries>>;
}

export interface Locked {
  all: Record<string, Entries>;
  variants: { when: string; files: Record<string, Entries> }[];
}

/** The lock files of a service with everything, and of each shape and need by itself, at the same versions. */
export async function lockAll(locking: Locking): Promise<Locked> {
  const { runtime, shapes } = locking;
  const needs = Object.keys(needTypes) as NeedType[];
  const folder = await mkdtemp(join(tmpdir(), 'slipway-lock-'));
  try {
    const whole = join(folder, 'all');
    await render(runtime, ['job', ...Object.values(shapes)], whole, needs);
    await locking.lock(whole);
    const each = [
      { when: '', of: ['job'] as Shape[], needing: [] as NeedType[] },
      ...Object.entries(shapes).map(([when, shape]) => ({
        when,
        of: [shape],
        needing: [],
      })),
      ...needs.map(need => ({
        when: `needs.${need}`,
        of: ['job'] as Shape[],
        needing: [need],
      })),
      ...needs
        .filter(need => needTypes[need])
        .map(need => ({
          when: `queues.${need}`,
          of: ['worker'] as Shape[],
          needing: [need],
        })),
    ];
    const variants: Locked['variants'] = [];
    for (const { when, of, needing } of each) {
      const one = join(folder, when || 'least');
      await render(runtime, of, one, needing);
      for (const file of locking.files) {
        await cp(join(whole, file), join(one, file));
      }
      await locking.lock(one);
      variants.push({ when, files: await locking.read(one) });
    }
    return { all: await locking.read(whole), variants };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** What the variants say of one of the files. */
export function variantsOf({ variants }: Locked, file: string): Variant[] {
  return variants.map(({ when, files }) => ({ when, entries: files[file] }));
}
