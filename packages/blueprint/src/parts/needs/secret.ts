import type { IEnvVar } from 'kubernetes-models/v1';
import type { NeedContext } from '../../context';

/** The Secret that opens a need. Its keys are called as the variables that they become. */
export function secretOf(need: NeedContext): string {
  return need.secret ?? need.objectName;
}

/** What operators make themselves: the Secret of the application's user, with keys of its own. */
const ownSecrets: Partial<
  Record<
    NeedContext['provider'],
    { suffix: string; keys: Record<string, string> }
  >
> = {
  'cloudnative-pg': {
    suffix: 'app',
    keys: { POSTGRES_USER: 'username', POSTGRES_PASSWORD: 'password' },
  },
  operator: {
    suffix: 'default-user',
    keys: { RABBITMQ_URL: 'connection_string' },
  },
};

export function fromSecret(need: NeedContext, variable: string): IEnvVar {
  const own = need.secret ? undefined : ownSecrets[need.provider];
  return {
    name: variable,
    valueFrom: {
      secretKeyRef: {
        name: own ? `${need.objectName}-${own.suffix}` : secretOf(need),
        key: own?.keys[variable] ?? variable,
      },
    },
  };
}

/** The keys that the Secret of a need has to have, where somebody has to bring it. */
export function keysOf(need: NeedContext): string[] {
  const credentials: Record<NeedContext['type'], string[]> = {
    postgres: ['POSTGRES_USER', 'POSTGRES_PASSWORD'],
    redis: ['REDIS_PASSWORD'],
    kafka: [],
    // The address of one that runs here is put together from these.
    rabbitmq:
      need.provider === 'in-cluster'
        ? ['RABBITMQ_USER', 'RABBITMQ_PASSWORD']
        : ['RABBITMQ_URL'],
    sqs: ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY'],
    s3: ['S3_ACCESS_KEY_ID', 'S3_SECRET_ACCESS_KEY'],
  };
  const host: Partial<Record<NeedContext['type'], string>> = {
    postgres: 'POSTGRES_HOST',
    redis: 'REDIS_ADDR',
    kafka: 'KAFKA_BROKERS',
  };
  const asked =
    need.provider === 'managed' && !need.host ? host[need.type] : undefined;
  return ownSecrets[need.provider] && !need.secret
    ? []
    : [...credentials[need.type], ...(asked ? [asked] : [])];
}
