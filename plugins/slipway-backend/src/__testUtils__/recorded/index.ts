import { readFileSync } from 'node:fs';
import path from 'node:path';

/** Objects as a real operator left them, by what happened to them. `yarn record` of the folder `real` writes them anew. */
export function recordedOf(operator: string): Record<string, any> {
  const file = path.join(__dirname, `${operator}.json`);
  return JSON.parse(readFileSync(file, 'utf8')).objects;
}
