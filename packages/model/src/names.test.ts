import { formatEnvironments, parseEnvironments, parseImageTag } from './names';

describe('names', () => {
  it('reads the environments that it wrote', () => {
    const targets = [
      { name: 'dev', cluster: 'local', namespace: 'payments-dev' },
      { name: 'prod', cluster: 'eu-1', namespace: 'shop' },
    ];
    expect(parseEnvironments(formatEnvironments(targets))).toEqual(targets);
    expect(parseEnvironments('dev=local/x,broken,=/,')).toHaveLength(1);
    expect(parseEnvironments(undefined)).toEqual([]);
  });

  it('tells version and commit from a tag', () => {
    expect(parseImageTag('0.1.7-g1a2b3c4')).toEqual({
      version: '0.1.7',
      commit: '1a2b3c4',
    });
    expect(parseImageTag('v2')).toEqual({ version: 'v2' });
  });
});
