import { createHash } from 'node:crypto';
import { parseEntityRef } from '@backstage/catalog-model';
import { NotificationSendOptions } from '@backstage/plugin-notifications-node';
import { Trouble } from './troubles';

/** More at once for the same owners are told in one. */
const AT_ONCE = 5;
/** What the notifications' table takes. */
const TITLE = 255;

/** What is sent, and what was told by it. */
export interface Message {
  options: NotificationSendOptions;
  troubles: Trouble[];
}

const nameOf = ({ entityRef }: Trouble) => parseEntityRef(entityRef).name;

const topicOf = ({ topic }: Trouble) => `slipway:${topic}`;

/** Names may be longer than the table takes. */
const scopeOf = ({ id }: Trouble) =>
  `slipway:${createHash('sha256').update(id).digest('base64url')}`;

const severityOf = (troubles: Trouble[]) =>
  troubles.some(({ state }) => state === 'failed') ? 'high' : 'normal';

/** One message for each, or one for all where the same owners would get many. */
export function beginnings(troubles: readonly Trouble[]): Message[] {
  return byOwners(troubles).flatMap(of =>
    of.length > AT_ONCE
      ? [together(of, `${of.length} things need attention`, severityOf(of))]
      : of.map(trouble =>
          message([trouble], {
            title: `${nameOf(trouble)}: ${trouble.messages[0]}`,
            description: [...trouble.messages.slice(1), trouble.remedy]
              .filter(Boolean)
              .join('. '),
            link: pageOf(trouble),
            severity: severityOf([trouble]),
            topic: topicOf(trouble),
            scope: scopeOf(trouble),
          }),
        ),
  );
}

/** The scope is that of the beginning, so that the message of it turns into that of the end. */
export function endings(troubles: readonly Trouble[]): Message[] {
  return byOwners(troubles).flatMap(of =>
    of.length > AT_ONCE
      ? [together(of, `${of.length} things are well again`, 'low')]
      : of.map(trouble =>
          message([trouble], {
            title: `${nameOf(trouble)} is well again in ${trouble.environment}`,
            description: `It was: ${trouble.messages[0]}`,
            link: pageOf(trouble),
            severity: 'low',
            topic: topicOf(trouble),
            scope: scopeOf(trouble),
          }),
        ),
  );
}

function together(
  troubles: Trouble[],
  title: string,
  severity: 'high' | 'normal' | 'low',
): Message {
  const [{ owners }] = troubles;
  const query = new URLSearchParams(owners.map(owner => ['owner', owner]));
  const names = [...new Set(troubles.map(nameOf))];
  return message(troubles, {
    title,
    description: `In ${names.slice(0, 10).join(', ')}${
      names.length > 10 ? ` and ${names.length - 10} more` : ''
    }`,
    link: `/fleet/services?${query}`,
    severity,
    topic: 'slipway',
  });
}

function message(
  troubles: Trouble[],
  payload: NotificationSendOptions['payload'],
): Message {
  const { title, description, ...rest } = payload;
  return {
    troubles,
    options: {
      recipients: { type: 'entity', entityRef: troubles[0].owners },
      payload: {
        title: title.length > TITLE ? `${title.slice(0, TITLE - 1)}…` : title,
        ...rest,
        ...(description && { description }),
      },
    },
  };
}

/** Nobody owns it: nobody can be told. */
function byOwners(troubles: readonly Trouble[]): Trouble[][] {
  const groups = new Map<string, Trouble[]>();
  for (const trouble of troubles.filter(({ owners }) => owners.length > 0)) {
    const key = [...trouble.owners].sort().join(' ');
    groups.set(key, [...(groups.get(key) ?? []), trouble]);
  }
  return [...groups.values()];
}

function pageOf({ entityRef }: Trouble): string {
  const { kind, namespace, name } = parseEntityRef(entityRef);
  return `/catalog/${namespace}/${kind}/${name}/slipway`;
}
