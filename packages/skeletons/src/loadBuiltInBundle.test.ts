import { loadBuiltInBundle } from './loadBuiltInBundle';

describe('The built-in bundle', () => {
  it('brings Go services, under the names that their users see', async () => {
    const { skeletons } = await loadBuiltInBundle();

    expect(Object.keys(skeletons['go-http'])).toEqual(
      expect.arrayContaining([
        '.gitignore',
        '.golangci.yml',
        'cmd/${{ program }}/main.go',
        'go.mod',
        'internal/api/api_test.go',
      ]),
    );
    expect(Object.keys(skeletons['go-http'])).not.toContain('dot-gitignore');
    const needs = ['postgres', 'redis', 'kafka', 'rabbitmq', 'sqs', 's3'];
    const shapes = (runtime: string) =>
      runtime === 'nextjs'
        ? ['web']
        : [
            'http',
            ...(runtime === 'kotlin' ? ['graphql'] : []),
            'grpc',
            ...(runtime === 'kotlin' ? [] : ['realtime']),
            'worker',
            'job',
            'needs',
            ...needs,
          ];
    expect(Object.keys(skeletons)).toEqual(
      ['go', 'kotlin', 'nextjs', 'node', 'python'].flatMap(runtime =>
        shapes(runtime).map(shape => `${runtime}-${shape}`),
      ),
    );
    // A job is asked by nobody.
    expect(Object.keys(skeletons['go-job']).join()).not.toMatch(
      /serve|health|metrics|shapes/,
    );
  });

  it('is the same value each time', async () => {
    expect(JSON.stringify(await loadBuiltInBundle())).toBe(
      JSON.stringify(await loadBuiltInBundle()),
    );
  });
});
