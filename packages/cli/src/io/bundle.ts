import type { PlatformBundle } from '@slipway/model';
import { BundleError, loadBundle as load } from '@slipway/skeletons';
import { Refusal } from './refusal';

/** The platform bundle that is meant, or what to do about it. */
export async function loadBundle(
  reference: string | undefined,
  from: string,
): Promise<PlatformBundle> {
  return load(reference, from).catch(error => {
    throw error instanceof BundleError ? new Refusal(error.message) : error;
  });
}
