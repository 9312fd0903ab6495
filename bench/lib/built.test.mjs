import assert from 'node:assert/strict';
import { test } from 'node:test';
import { filesWith, shareOf } from './built.mjs';

test('a file of the build counts as soon as any of its source is of a form', () => {
  const of = (name, ...sources) => ({ name, map: { sources } });
  assert.deepEqual(
    filesWith(
      [
        of('2.chunk.js', 'x/react.js', 'x/plugins/slipway/src/form/Fold.tsx'),
        of('1.css', 'x/plugins/slipway/src/form/Fold.module.css'),
        of('main.js', 'x/plugins/slipway/src/plugin.tsx'),
      ],
      'plugins/slipway/src/form/',
    ).map(({ name }) => name),
    ['1.css', '2.chunk.js'],
  );
});

test('of a file that others share, only what comes of such a source counts', () => {
  const other = 'function other(){return"of somebody else"}';
  const ours = 'const ours="8d1c0f6e2b7a4953";';
  const map = {
    version: 3,
    sources: ['x/other.js', 'x/plugins/slipway/src/plugin.tsx'],
    names: [],
    // From the first column on the other's, from where it ends on ours.
    mappings: `AAAA,${vlq(other.length)}CAAA`,
  };
  const file = { content: `${other}${ours}`, map };
  const share = shareOf(file, ['plugins/slipway/']);
  assert.ok(share > 15 && share <= ours.length, `${share}`);
  assert.equal(shareOf(file, ['plugins/else/']), 0);
});

/** A number as source maps write it. */
function vlq(value) {
  const digits =
    'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
  let rest = value * 2;
  let text = '';
  do {
    text += digits[(rest & 31) + (rest > 31 ? 32 : 0)];
    rest = Math.floor(rest / 32);
  } while (rest > 0);
  return text;
}
