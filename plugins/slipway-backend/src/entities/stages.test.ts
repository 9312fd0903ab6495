import { ConfigReader } from '@backstage/config';
import { byStage, stagesIn } from './stages';

const stageOf = (environments?: unknown) =>
  stagesIn(
    new ConfigReader({
      ...(environments !== undefined && { slipway: { environments } }),
    } as any),
  );

describe('the environment of a namespace', () => {
  it.each([
    ['eu-1', 'payments-dev', 'dev'],
    ['eu-1', 'payments-production', 'production'],
    ['eu-1', 'staging-payments', 'staging'],
    ['eu-1', 'dev', 'dev'],
    ['eu-1', 'dev-tools-prod', 'prod'],
    ['prod-eu', 'payments', 'prod'],
    ['prod-eu', 'payments-qa', 'qa'],
    ['eu-1', 'payments', 'eu-1'],
    ['eu-1', 'developers', 'eu-1'],
  ])('on %s, of %s, is %s', (cluster, namespace, environment) => {
    expect(stageOf()(cluster, namespace)).toBe(environment);
  });

  it('is what the configuration says, the first rule that fits', () => {
    const by = stageOf([
      { name: 'canary', cluster: 'eu-*', namespace: '*-canary' },
      { name: 'live', cluster: 'eu-*' },
      { name: 'shared', namespace: 'a.b-*' },
    ]);
    expect(by('eu-1', 'shop-canary')).toBe('canary');
    expect(by('eu-1', 'shop-dev')).toBe('live');
    expect(by('us-1', 'a.b-c')).toBe('shared');
    expect(by('us-1', 'aXb-c')).toBe('us-1');
    expect(by('us-1', 'shop-dev')).toBe('dev');
  });

  it('tells all that is wrong with the configuration at once', () => {
    expect(() =>
      stageOf([{ cluster: 'a b' }, { name: 'Prod', namespace: 3 }]),
    ).toThrow(
      /\[0\]\.name: .*\[0\]\.cluster: .*\[1\]\.name: .*\[1\]\.namespace: /,
    );
    expect(() => stageOf('prod')).toThrow(/\[0\]\.name/);
  });

  it('comes in the order of promotion, what is unknown before production', () => {
    const names = ['prod', 'eu-1', 'qa', 'staging', 'dev', 'live'];
    expect(
      names
        .map(name => ({ name }))
        .sort(byStage)
        .map(({ name }) => name),
    ).toEqual(['dev', 'qa', 'staging', 'eu-1', 'live', 'prod']);
  });
});
