import { LoggerService } from '@backstage/backend-plugin-api';
import { SignalsService } from '@backstage/plugin-signals-node';
import {
  SLIPWAY_SIGNAL_CHANNEL,
  SlipwaySignal,
} from '@slipway/plugin-slipway-common';

/** Tells open pages that a document changed. It names the document and its revision, never its content. */
export function publishSignals(options: {
  signals: SignalsService;
  logger: LoggerService;
}) {
  const { signals, logger } = options;
  return (messages: SlipwaySignal[]) => {
    for (const message of messages) {
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
