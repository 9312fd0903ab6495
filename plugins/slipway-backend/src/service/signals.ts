import { LoggerService } from '@backstage/backend-plugin-api';
import { SignalsService } from '@backstage/plugin-signals-node';
import { SLIPWAY_SIGNAL_CHANNEL } from '@slipway/plugin-slipway-common';
import { Readers } from './Readers';
import { StateChange } from './StateWriter';

/** Tells open pages that a document changed. It names the document and its revision, never its content. */
export function publishSignals(options: {
  readers: Readers;
  signals: SignalsService;
  logger: LoggerService;
}) {
  const { readers, signals, logger } = options;
  return (change: StateChange) => {
    for (const message of readers.signalsFor(change)) {
      signals
        .publish({
          recipients: { type: 'broadcast' },
          channel: SLIPWAY_SIGNAL_CHANNEL,
          message,
        })
        // Pages poll as well.
        .catch(error => logger.warn('A signal could not be sent', error));
    }
  };
}
