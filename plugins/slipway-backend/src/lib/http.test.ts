import { once } from 'node:events';
import { createServer } from 'node:http';
import { AddressInfo } from 'node:net';
import { askJson } from './http';

describe('A request for JSON', () => {
  it('is given up when more comes than anybody asked for, however much that is', async () => {
    let sent = 0;
    const server = createServer((_, res) => {
      const more = () => {
        sent += 1;
        if (!res.destroyed) {
          res.write('x'.repeat(1_000), () => setImmediate(more));
        }
      };
      more();
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const url = `http://127.0.0.1:${port}`;
    const { signal } = new AbortController();
    try {
      await expect(askJson({ url, mostBytes: 50_000, signal })).rejects.toThrow(
        'too much of an answer',
      );
      expect(sent).toBeGreaterThan(49);
    } finally {
      server.closeAllConnections();
      server.close();
    }
  });
});
