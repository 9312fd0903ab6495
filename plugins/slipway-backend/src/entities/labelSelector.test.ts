import fc from 'fast-check';
import { parseLabelSelector } from './labelSelector';

describe('a label selector', () => {
  it.each<[string, Record<string, string>, boolean]>([
    ['app=shop', { app: 'shop' }, true],
    ['app==shop', { app: 'shop' }, true],
    ['app=shop', { app: 'other' }, false],
    ['app=shop', {}, false],
    ['app=shop,tier=web', { app: 'shop', tier: 'web' }, true],
    ['app=shop,tier=web', { app: 'shop' }, false],
    ['tier,app!=shop', { tier: 'a' }, true],
    ['tier,app!=shop', { tier: 'a', app: 'shop' }, false],
    ['app in (a, b)', { app: 'b' }, true],
    ['app in (a,b),tier', { app: 'a', tier: '' }, true],
    ['app in (a,b)', { app: 'c' }, false],
    ['tier,app notin (a,b)', { tier: '' }, true],
    ['tier,app notin (a,b)', { tier: '', app: 'a' }, false],
    ['tier,!canary', { tier: '' }, true],
    ['tier,!canary', { tier: '', canary: 'yes' }, false],
    ['app.kubernetes.io/name', { 'app.kubernetes.io/name': 'x' }, true],
    ['constructor', {}, false],
  ])('%s of %j: %s', (selector, labels, matches) => {
    expect(parseLabelSelector(selector)!.matches(labels)).toBe(matches);
  });

  it.each([
    '!canary',
    'app!=shop',
    'app notin (a,b)',
    '',
    ' ',
    ',',
    'app=shop,',
    'a b',
    'app in a',
    '=x',
    'app=a=b',
    '*',
  ])('is not "%s", which would match nothing or everything', text => {
    expect(parseLabelSelector(text)).toBeUndefined();
  });

  it('is known again however it is written', () => {
    const one = parseLabelSelector('tier=web, app in (b,a)')!;
    expect(parseLabelSelector('app in (a, b),tier==web')!.text).toBe(one.text);
    expect(parseLabelSelector(one.text)!.text).toBe(one.text);
  });

  it('reads whatever a catalog may hold', () => {
    fc.assert(
      fc.property(fc.string(), text => {
        const selector = parseLabelSelector(text);
        expect([true, false, undefined]).toContain(selector?.matches({}));
      }),
    );
  });
});
