import { conditionsOf, statusWriter } from './status';

/** Infisical's operator 0.10: its project has every folder that is asked for. */
export const reconcileInfisicalSecrets = statusWriter(
  'InfisicalStaticSecret',
  (object, world) => ({
    status: {
      ...object.status,
      conditions: conditionsOf(object, world, {
        type: 'secrets.infisical.com/ReadyToSyncSecrets',
        status: 'True',
        reason: 'OK',
        message: 'Infisical controller has started syncing your secrets',
      }),
    },
  }),
);
