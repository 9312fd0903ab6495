import { Config } from '@backstage/config';
import {
  DeliveryAction,
  deliveryActions,
} from '@slipway/plugin-slipway-common';

/** Nothing is done, unless somebody wants it. */
export function actionsIn(config: Config): DeliveryAction[] {
  return deliveryActions.filter(action =>
    config.getOptionalBoolean(`slipway.actions.${action}`),
  );
}
