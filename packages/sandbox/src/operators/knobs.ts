/**
 * What a cluster cannot know by itself because nothing runs in it: whether a run fails, whether an issuer answers. They are
 * annotations, so that they last between starts and are seen with `kubectl describe`.
 */
export const knobs = {
  /** On a CronJob: its runs fail, and say this. */
  runFails: 'sandbox.slipway.dev/run-fails',
  /** On a Certificate: it ends then, and cannot be renewed. */
  certificateEnds: 'sandbox.slipway.dev/certificate-ends',
  /** On a GitRepository: its host refuses, and says this. */
  fetchFails: 'sandbox.slipway.dev/fetch-fails',
} as const;
