import { loadBuiltInBundle } from './loadBuiltInBundle';

describe('The built-in bundle', () => {
  it('brings the Go HTTP service, under the names that its users see', async () => {
    const { skeletons } = await loadBuiltInBundle();

    expect(Object.keys(skeletons['go-http'])).toEqual(
      expect.arrayContaining([
        '.gitignore',
        '.golangci.yml',
        'cmd/server/main.go',
        'go.mod',
        'internal/api/api_test.go',
      ]),
    );
    expect(Object.keys(skeletons['go-http'])).not.toContain('dot-gitignore');
  });

  it('is the same value each time', async () => {
    expect(JSON.stringify(await loadBuiltInBundle())).toBe(
      JSON.stringify(await loadBuiltInBundle()),
    );
  });
});
