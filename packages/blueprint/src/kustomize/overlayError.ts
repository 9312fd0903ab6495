import type { Finding } from '@slipway/model';

/** An overlay that cannot be evaluated: what, in which file, and what to do. */
export class OverlayError extends Error {
  readonly finding: Finding;

  constructor(
    file: string,
    message: string,
    remedy: string,
    rule = 'kustomize.evaluate',
  ) {
    super(`${file}: ${message}. ${remedy}`);
    this.name = 'OverlayError';
    this.finding = {
      rule,
      severity: 'error',
      message,
      remedy,
      file,
    };
  }
}
