import { whyNotReal } from './realHalf';

describe('the half of the suite that needs the real servers', () => {
  it('leaves the real servers to the command that builds them', () => {
    expect(whyNotReal({})).toBe('not run: run by npm run test:real');
  });
});
