#!/usr/bin/env node
import { cpus, loadavg, totalmem } from 'node:os';
import { readOptions } from '../scripts/lib/options.mjs';
import { createSteps } from '../scripts/lib/steps.mjs';
import { endOnSignal, main } from '../scripts/lib/main.mjs';
import { endAll } from '../scripts/lib/run.mjs';
import { keepResult } from './lib/keep.mjs';
import { measures } from './lib/measures.mjs';
import { table } from './lib/table.mjs';

const HELP = `npm run bench: what Slipway costs, measured and never asserted.

  npm run bench                       all measures; the table is kept in bench/results
  npm run bench -- --only NAME,NAME   some of ${Object.keys(measures).join(
    ', ',
  )}
  npm run bench -- --only state:PART  views1, views20, memory or fleet of it alone
  npm run bench -- --only soak:10     for ten minutes instead of four
  npm run bench -- --keep NAME        keeps the table of those as bench/results/<day>-NAME.md
  npm run bench -- --runs 10          changes that are followed to the card (50 when left out)
  npm run bench -- --help             this text

Measure on a machine that does nothing else.`;

main(async () => {
  const options = readOptions({
    only: { type: 'string' },
    keep: { type: 'string' },
    runs: { type: 'string' },
    help: { type: 'boolean', short: 'h' },
  });
  if (options.help) {
    console.log(HELP);
    return 0;
  }
  const names = options.only ? options.only.split(',') : Object.keys(measures);
  const asked = names.map(name => name.split(':'));
  const unknown = asked.find(([name]) => !Object.hasOwn(measures, name));
  if (unknown) {
    console.error(
      `There is no measure '${unknown[0]}'. Known: ${Object.keys(measures).join(
        ', ',
      )}.`,
    );
    return 2;
  }
  endOnSignal(0);
  const step = createSteps();
  const rows = [];
  try {
    for (const [name, part] of asked) {
      await step(name, async say => {
        rows.push(
          ...(await measures[name]({
            say,
            part,
            runs: Number(options.runs ?? 50),
          })),
        );
        return 'done';
      });
    }
  } finally {
    await endAll();
  }
  const machine = `${cpus().length} cores, ${Math.round(
    totalmem() / 2 ** 30,
  )} GiB, Node ${process.versions.node}, ${process.platform}`;
  const text = table(rows);
  console.log(`\n${machine}\n\n${text}`);
  const name = options.keep ?? (options.only ? undefined : 'walking-skeleton');
  if (name) {
    // Who else was at work is part of what was measured.
    const beside = `load ${loadavg()
      .map(load => load.toFixed(1))
      .join(', ')} at the end`;
    keepResult(name, `${machine}, ${beside}`, text);
  }
  return 0;
});
