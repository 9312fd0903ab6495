import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Failure } from './failure.mjs';

/** `bad-image=ledger/staging` as the sandbox's own API takes it: the name of a break, and what it is about. */
function wishOf(text) {
  const [name, about = ''] = text.split('=');
  return { break: name, about };
}

/** Breaks and heals, one after the other, at the sandbox whose control address this is. */
export async function breakAndHeal(control, { breaks = [], heals = [] }) {
  for (const [path, texts] of [
    ['breaks', breaks],
    ['heals', heals],
  ]) {
    for (const text of texts) {
      const response = await fetch(`${control}/${path}`, {
        method: 'POST',
        body: JSON.stringify(wishOf(text)),
      });
      if (!response.ok) {
        const { message } = await response.json();
        throw new Failure(`'${text}': ${message}.`);
      }
    }
  }
}

/** Where a start on this data serves now; undefined where none runs. */
export async function runningControl(data) {
  try {
    const { control } = JSON.parse(
      readFileSync(join(data, 'ports.json'), 'utf8'),
    );
    const address = `http://127.0.0.1:${control}`;
    return (await fetch(`${address}/breaks`)).ok ? address : undefined;
  } catch {
    return undefined;
  }
}
