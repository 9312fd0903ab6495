import { parseArgs } from 'node:util';
import { Failure } from './failure.mjs';

/** Reads options; an unknown one is named together with what there is. */
export function readOptions(options, args = process.argv.slice(2)) {
  try {
    return parseArgs({ args, options, allowPositionals: false }).values;
  } catch (error) {
    const known = Object.keys(options)
      .map(name => `--${name}`)
      .join(', ');
    throw new Failure(`${error.message.split('. ')[0]}. Known: ${known}.`);
  }
}
