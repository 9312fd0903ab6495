import { RootConfigService } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import { Topic, topicNames } from './topics';
import { Interests } from './troubles';

/** What owners are told of, or nothing where that is switched off. */
export function interestsIn(config: RootConfigService): Interests | undefined {
  const at = 'slipway.notifications';
  if (config.getOptionalBoolean(`${at}.enabled`) === false) {
    return undefined;
  }
  const named = config.getOptionalStringArray(`${at}.topics`);
  const unknown = named?.filter(name => !topicNames.includes(name as Topic));
  if (unknown?.length) {
    throw new InputError(
      `${at}.topics: nobody knows ${unknown.join(
        ', ',
      )}; there are ${topicNames.join(', ')}`,
    );
  }
  const environments = config.getOptionalStringArray(`${at}.environments`);
  return {
    topics: (named as Topic[] | undefined) ?? topicNames,
    ...(environments && { environments }),
  };
}
