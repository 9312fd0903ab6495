import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import { seconds } from '@slipway/model';
import { Wish } from '../breaks';
import { Share, Uses } from '../kubernetes';

/** The past that a fleet gets, and what is wrong in it: written by hand in `story.yaml`, beside the services. */
export interface Story {
  /** How long before now the first service began, in ms. */
  ageMs: number;
  /** When each service began and what was changed since, by its name. */
  services: Record<string, ServicePast>;
  /** What broke on the way. */
  breaks: Dated<Wish>[];
  /** What breaks again with every start: servers forget it. */
  starts: Array<{ afterMs: number; wish: Wish }>;
}

export interface ServicePast {
  beginsMs: number;
  changes: Dated<string>[];
  /** What somebody wrote by hand into files that are there. */
  edits: Dated<Edit>[];
  /** The version of the platform's bundle that it began with, where nobody has brought it to the newest since. */
  platform?: string;
  /** Which part of what it asks for it uses. */
  uses?: Share;
}

export interface Edit {
  why: string;
  file: string;
  replace: string;
  by: string;
}

export interface Dated<T> {
  /** Before now, in ms. */
  beforeMs: number;
  what: T;
}

const DEFAULT_AGE = '6d';

export async function readStory(examplesDir: string): Promise<Story> {
  const text = await readFile(join(examplesDir, 'story.yaml'), 'utf8').catch(
    () => '{}',
  );
  const {
    begins = DEFAULT_AGE,
    services = {},
    breaks = [],
    starts = [],
  } = parse(text) ?? {};
  const ageMs = milliseconds(begins);
  return {
    ageMs,
    services: Object.fromEntries(
      Object.entries<Record<string, any>>(services).map(([name, one]) => [
        name,
        {
          beginsMs: one.begins ? milliseconds(one.begins) : ageMs,
          changes: Object.entries<string>(one.changes ?? {}).map(
            ([before, what]) => ({ beforeMs: milliseconds(before), what }),
          ),
          edits: Object.entries<Edit>(one.edits ?? {}).map(
            ([before, what]) => ({ beforeMs: milliseconds(before), what }),
          ),
          ...(one.platform && { platform: String(one.platform) }),
          ...(one.uses && { uses: one.uses }),
        },
      ]),
    ),
    breaks: breaks.map(({ before, ...what }: Record<string, any>) => ({
      beforeMs: milliseconds(before),
      what,
    })),
    starts: starts.map(({ after, ...wish }: Record<string, any>) => ({
      afterMs: milliseconds(after),
      wish,
    })),
  };
}

/** Of those of which the story says it. */
export function usesIn({ services }: Story): Uses {
  return Object.fromEntries(
    Object.entries(services).flatMap(([name, { uses }]) =>
      uses ? [[name, uses]] : [],
    ),
  );
}

function milliseconds(duration: string): number {
  const found = seconds(String(duration)) * 1000;
  if (!(found > 0)) {
    throw new Error(
      `story.yaml: '${duration}' is no time, such as 2d3h or 40m`,
    );
  }
  return found;
}
