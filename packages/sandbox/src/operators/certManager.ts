import { timestamp } from '../clock';
import { Condition, World, after } from '../controllers/types';
import { KubernetesObject } from '../kubernetes';
import { knobs } from './knobs';
import { conditionsOf, statusWriter } from './status';

const DAY = 86_400;
const ISSUE_SECONDS = 20;
/** As Let's Encrypt issues, and when it is renewed. */
const LASTS_DAYS = 90;
const RENEWED_DAYS_BEFORE = 30;

const ready = (
  status: Condition['status'],
  reason: string,
  message: string,
): Condition => ({ type: 'Ready', status, reason, message });

const issuing = (
  status: Condition['status'],
  reason: string,
  message: string,
): Condition => ({ type: 'Issuing', status, reason, message });

/** cert-manager 1.21 with an issuer that answers, unless it is told not to. */
export const reconcileCertificates = statusWriter(
  'Certificate',
  (object, world) => {
    const { metadata, status: before = {} } = object;
    const ends = metadata.annotations?.[knobs.certificateEnds];
    if (ends) {
      return { status: agedStatus(object, world, new Date(ends)) };
    }
    const issuedAt = after(metadata.creationTimestamp!, ISSUE_SECONDS);
    if (!before.notAfter && world.now < issuedAt) {
      return {
        status: {
          conditions: conditionsOf(
            object,
            world,
            ready(
              'False',
              'DoesNotExist',
              'Issuing certificate as Secret does not exist',
            ),
            issuing(
              'True',
              'DoesNotExist',
              'Issuing certificate as Secret does not exist',
            ),
          ),
        },
        wakeAt: issuedAt,
      };
    }
    const failed = before.failedIssuanceAttempts > 0;
    const renewal = before.renewalTime && new Date(before.renewalTime);
    if (before.notAfter && !failed && world.now < renewal) {
      return { status: before, wakeAt: renewal };
    }
    const status = issuedStatus(object, world, before.revision ?? 0);
    return { status, wakeAt: new Date(status.renewalTime) };
  },
);

function issuedStatus(
  object: KubernetesObject,
  world: World,
  revision: number,
) {
  const notAfter = after(world.now, LASTS_DAYS * DAY);
  return {
    notBefore: timestamp(world.now),
    ...ending(notAfter),
    revision: revision + 1,
    conditions: [
      ...conditionsOf(
        object,
        world,
        ready('True', 'Ready', 'Certificate is up to date and has not expired'),
      ).filter(({ type }) => type === 'Ready'),
    ],
  };
}

/** It was to be renewed long since, and its issuer refuses. */
function agedStatus(object: KubernetesObject, world: World, notAfter: Date) {
  const { status: before = {} } = object;
  const over = world.now >= notAfter;
  return {
    revision: before.revision ?? 1,
    notBefore: timestamp(after(notAfter, -LASTS_DAYS * DAY)),
    ...ending(notAfter),
    failedIssuanceAttempts: before.failedIssuanceAttempts ?? 5,
    lastFailureTime: before.lastFailureTime ?? timestamp(world.now),
    conditions: conditionsOf(
      object,
      world,
      over
        ? ready('False', 'Expired', 'Certificate has expired')
        : ready(
            'True',
            'Ready',
            'Certificate is up to date and has not expired',
          ),
      issuing(
        'False',
        'Failed',
        'The certificate request has failed to complete and will be retried: Failed to wait for order resource to become ready: order is in "invalid" state',
      ),
    ),
  };
}

function ending(notAfter: Date) {
  return {
    notAfter: timestamp(notAfter),
    renewalTime: timestamp(after(notAfter, -RENEWED_DAYS_BEFORE * DAY)),
  };
}
