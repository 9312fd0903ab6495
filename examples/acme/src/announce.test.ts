import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mockServices } from '@backstage/backend-test-utils';
import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';
import { createAnnounceAction } from './actions/announce';

describe('acme:service:announce', () => {
  const heard: string[] = [];
  let status = 200;
  const chat = createServer((request, response) => {
    request.on('data', said => heard.push(String(said)));
    request.on('end', () => response.writeHead(status).end());
  });
  let webhook: string;

  beforeAll(async () => {
    await new Promise<void>(resolve => {
      chat.listen(0, '127.0.0.1', resolve);
    });
    const { port } = chat.address() as AddressInfo;
    webhook = `http://127.0.0.1:${port}/hooks/secret`;
  });
  afterAll(() => chat.close());
  beforeEach(() => {
    heard.length = 0;
    status = 200;
  });

  const announce = (config: object, options: object = {}) =>
    createAnnounceAction({
      config: mockServices.rootConfig({ data: config }),
    }).handler({
      ...createMockActionContext({ input: { name: 'parcels' } }),
      ...options,
    } as any);
  const withChat = () => ({ acme: { chat: { webhook } } });

  it('tells the chat', async () => {
    await announce(withChat());
    expect(heard).toEqual(['{"text":"parcels is there"}']);
  });

  it('says nothing in a dry run, and nothing that an earlier run has said', async () => {
    await announce(withChat(), { isDryRun: true });
    await announce(withChat(), { checkpoint: async () => true });
    expect(heard).toEqual([]);
  });

  it('tells what to set where it is not configured', async () => {
    await expect(announce({})).rejects.toThrow('set acme.chat.webhook');
  });

  it('fails without telling the address, when the chat refuses', async () => {
    status = 403;
    const failed = announce(withChat());
    await expect(failed).rejects.toThrow('The chat answered 403');
    await expect(failed).rejects.not.toThrow('secret');
  });
});
