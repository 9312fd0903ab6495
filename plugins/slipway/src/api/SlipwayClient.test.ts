import { documentOf, environment } from '../__testUtils__/documents';
import { SlipwayClient } from './SlipwayClient';

const json = (body: unknown, status = 200) =>
  new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': 'application/json' },
  });

describe('The client', () => {
  it('reads the document of an entity, whatever its name', async () => {
    const document = documentOf(environment('dev'));
    const fetch = jest.fn(async () => json(document));
    const { signal } = new AbortController();

    await expect(
      SlipwayClient.create({ fetchApi: { fetch } }).getDeployments(
        'component:team a/pay?me#now%2F..',
        { signal },
      ),
    ).resolves.toEqual(document);
    expect(fetch).toHaveBeenCalledWith(
      'plugin://slipway/v1/entities/component/team%20a/pay%3Fme%23now%252F../deployments',
      { signal },
    );
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
      SlipwayClient.create({ fetchApi: { fetch } }).getDeployments(
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
      SlipwayClient.create({ fetchApi: { fetch } }).getDeployments(
        'component:default/payments',
      ),
    ).rejects.toThrow('Failed to fetch');
  });
});
