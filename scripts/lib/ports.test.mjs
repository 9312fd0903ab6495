import assert from 'node:assert/strict';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { test } from 'node:test';
import { folderFor } from '../testing/folder.mjs';
import { choosePorts } from './ports.mjs';

/** A port that is free now, or one that a server of this test has. */
function port(t, { taken = false, host = '127.0.0.1' } = {}) {
  return new Promise(done => {
    const server = createServer();
    server.listen({ port: 0, host }, () => {
      const got = server.address().port;
      if (taken) {
        t.after(() => server.close());
        done(got);
      } else {
        server.close(() => done(got));
      }
    });
  });
}

test('takes the preferred ports where they are free', async t => {
  const folder = folderFor(t);
  const preferred = { a: await port(t), b: await port(t) };
  assert.deepEqual(
    await choosePorts(join(folder, 'ports.json'), {
      preferred,
      reservations: join(folder, 'reserved'),
    }),
    preferred,
  );
});

for (const host of ['127.0.0.1', '0.0.0.0']) {
  test(`takes another where ${host} has the port, and remembers it`, async t => {
    const folder = folderFor(t);
    const file = join(folder, 'ports.json');
    const preferred = { a: await port(t, { taken: true, host }) };
    const first = await choosePorts(file, {
      preferred,
      reservations: join(folder, 'first'),
    });
    assert.notEqual(first.a, preferred.a);
    const again = await choosePorts(file, {
      preferred: { a: await port(t) },
      reservations: join(folder, 'second'),
    });
    assert.deepEqual(again, first);
  });
}

test('two starts at once never choose the same port', async t => {
  const folder = folderFor(t);
  const preferred = { a: await port(t), b: await port(t) };
  const reservations = join(folder, 'reserved');
  const [one, other] = await Promise.all(
    ['one.json', 'other.json'].map(name =>
      choosePorts(join(folder, name), { preferred, reservations }),
    ),
  );
  const all = [...Object.values(one), ...Object.values(other)];
  assert.equal(new Set(all).size, all.length);
});

test('a broken memory is as none', async t => {
  const folder = folderFor(t, { 'ports.json': '{' });
  const preferred = { a: await port(t) };
  assert.deepEqual(
    await choosePorts(join(folder, 'ports.json'), {
      preferred,
      reservations: join(folder, 'reserved'),
    }),
    preferred,
  );
});
