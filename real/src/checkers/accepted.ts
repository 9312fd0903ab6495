import fs from 'node:fs/promises';
import path from 'node:path';
import { parse } from 'yaml';
import { Said } from './finding';

interface Accepted {
  rules: string[];
  only?: string;
  reason: string;
}

const MOST = 10;

/** What is left when the accepted rules are taken away, and which of those nothing was said about. */
export async function withoutAccepted(
  said: readonly Said[],
): Promise<{ left: Said[]; unused: string[]; reasons: string[] }> {
  // eslint-disable-next-line no-restricted-syntax -- this package is never built: it runs from its sources
  const file = path.resolve(__dirname, '../../accepted.yaml');
  const list: Accepted[] = parse(await fs.readFile(file, 'utf8'));
  if (list.length > MOST || list.some(({ reason }) => !reason)) {
    throw new Error(
      `accepted.yaml has at most ${MOST} rules, each with a reason`,
    );
  }
  const covers = ({ rules, only }: Accepted, one: Said) =>
    rules.includes(`${one.checker}/${one.rule}`) &&
    (!only || one.message.split('; ').every(part => part.includes(only)));
  return {
    left: said.filter(one => !list.some(entry => covers(entry, one))),
    unused: list
      .filter(entry => !said.some(one => covers(entry, one)))
      .map(({ rules }) => rules.join(', ')),
    reasons: list.map(
      ({ rules, only, reason }) =>
        `${rules.join(', ')}${only ? ` (${only})` : ''}: ${reason}`,
    ),
  };
}

/** How often each rule was met, with one place of each. */
export function summary(said: readonly Said[]): Record<string, string> {
  const counts = new Map<string, Said[]>();
  for (const one of said) {
    const key = `${one.checker}/${one.rule}`;
    counts.set(key, [...(counts.get(key) ?? []), one]);
  }
  return Object.fromEntries(
    [...counts].map(([key, all]) => [
      key,
      `${all.length} times, first: ${all[0].where}: ${all[0].message}`,
    ]),
  );
}
