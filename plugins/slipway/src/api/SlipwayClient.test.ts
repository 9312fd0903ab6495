import { environmentState, stateOfEntity } from '../__testUtils__/states';
import { SlipwayClient } from './SlipwayClient';

const json = (body: unknown, status = 200) =>
  new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': 'application/json' },
  });

describe('The client', () => {
  it('reads the document of an entity, whatever its name', async () => {
    const document = stateOfEntity(environmentState('dev'));
    const fetch = jest.fn(async () => json(document));
    const { signal } = new AbortController();

    await expect(
      SlipwayClient.create({ fetchApi: { fetch } }).getState(
        'component:team a/pay?me#now%2F..',
        { signal },
      ),
    ).resolves.toEqual(document);
    expect(fetch).toHaveBeenCalledWith(
      'plugin://slipway/v1/entities/component/team%20a/pay%3Fme%23now%252F../state',
      { signal },
    );
  });

  it('asks for what changed, and has the same document again where nothing did', async () => {
    const answers = [
      new Response('{"revision":1}', { headers: { etag: 'W/"a"' } }),
      new Response(undefined, { status: 304 }),
      new Response('{"revision":2}', { headers: { etag: 'W/"b"' } }),
    ];
    const fetch = jest.fn(async (..._: unknown[]) => answers.shift()!);
    const client = SlipwayClient.create({ fetchApi: { fetch } });
    const read = () => client.getState('component:default/payments');

    const first = await read();
    expect(await read()).toBe(first);
    expect(await read()).toEqual({ revision: 2 });
    expect(fetch.mock.calls.map(([, init]) => init)).toEqual([
      expect.not.objectContaining({ headers: expect.anything() }),
      expect.objectContaining({ headers: { 'if-none-match': 'W/"a"' } }),
      expect.objectContaining({ headers: { 'if-none-match': 'W/"a"' } }),
    ]);
  });

  it.each([
    [403, 'NotAllowedError'],
    [404, 'NotFoundError'],
    [503, 'ServiceUnavailableError'],
  ])('tells an answer of %d as it is', async (statusCode, name) => {
    const fetch = async () =>
      json(
        { error: { name, message: 'no' }, response: { statusCode } },
        statusCode,
      );

    await expect(
      SlipwayClient.create({ fetchApi: { fetch } }).getState(
        'component:default/payments',
      ),
    ).rejects.toMatchObject({
      name: 'ResponseError',
      statusCode,
      cause: { name },
    });
  });

  it('lets through that nothing answered', async () => {
    const fetch = async () => {
      throw new TypeError('Failed to fetch');
    };

    await expect(
      SlipwayClient.create({ fetchApi: { fetch } }).getState(
        'component:default/payments',
      ),
    ).rejects.toThrow('Failed to fetch');
  });
});
