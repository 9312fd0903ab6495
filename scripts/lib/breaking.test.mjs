import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { test } from 'node:test';
import { folderFor } from '../testing/folder.mjs';
import { breakAndHeal, runningControl } from './breaking.mjs';

/** What stands where a sandbox would. */
async function control(t, answer) {
  const seen = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', chunk => {
      body += chunk;
    });
    request.on('end', () => {
      seen.push([request.url, body && JSON.parse(body)]);
      const [code, value] = answer(request.url);
      response.writeHead(code).end(JSON.stringify(value));
    });
  });
  await new Promise(done => {
    server.listen(0, '127.0.0.1', done);
  });
  t.after(() => server.close());
  return { port: server.address().port, seen };
}

test('breaks come before heals, each with what it is about', async t => {
  const { port, seen } = await control(t, () => [200, {}]);
  await breakAndHeal(`http://127.0.0.1:${port}`, {
    heals: ['cluster-down=us-1'],
    breaks: ['bad-image=ledger/staging', 'vault-sealed'],
  });
  assert.deepEqual(seen, [
    ['/breaks', { break: 'bad-image', about: 'ledger/staging' }],
    ['/breaks', { break: 'vault-sealed', about: '' }],
    ['/heals', { break: 'cluster-down', about: 'us-1' }],
  ]);
});

test('what cannot be broken is told as the sandbox tells it', async t => {
  const { port } = await control(t, () => [400, { message: 'no such break' }]);
  await assert.rejects(
    breakAndHeal(`http://127.0.0.1:${port}`, { breaks: ['nothing'] }),
    /'nothing': no such break\./,
  );
});

test('a start that runs is found by its data', async t => {
  const { port } = await control(t, () => [200, { broken: [] }]);
  const data = folderFor(t, {
    'ports.json': JSON.stringify({ control: port }),
  });
  assert.equal(await runningControl(data), `http://127.0.0.1:${port}`);
  assert.equal(await runningControl(folderFor(t)), undefined);
});
