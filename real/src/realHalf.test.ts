import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { whyNotReal, withArgocd } from './realHalf';

describe('the half of the suite that needs the real servers', () => {
  it('leaves the real servers to the command that builds them', () => {
    expect(whyNotReal({})).toBe('not run: run by npm run test:real');
  });

  it('says what a machine lacks', () => {
    const PATH = mkdtempSync(path.join(tmpdir(), 'slipway-path-'));
    const env = { SLIPWAY_REAL: '1', PATH };
    try {
      expect(whyNotReal(env)).toBe('not run: no Go on this machine');
      writeFileSync(path.join(PATH, 'go'), '#!/bin/sh\n', { mode: 0o755 });
      expect(whyNotReal(env, withArgocd)).toBe(
        'not run: no redis-server on this machine',
      );
    } finally {
      rmSync(PATH, { recursive: true });
    }
  });
});
