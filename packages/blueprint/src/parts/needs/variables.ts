import type { IEnvVar } from 'kubernetes-models/v1';
import type { EnvironmentContext, NeedContext } from '../../context';
import { addressOf } from './address';
import { bucketOf, regionOf } from './aws';
import { fromSecret } from './secret';

/**
 * The variables by which the service finds a need. With several of a type, the first has the usual names and the others
 * have their own name before them: `POSTGRES_HOST`, `AUDIT_POSTGRES_HOST`.
 */
export function variablesOf(environment: EnvironmentContext): IEnvVar[] {
  return forWorkloads(environment).flatMap(need => {
    const prefix = prefixOf(environment, need);
    return variables(environment, need, prefix).map(variable => ({
      ...variable,
      name: `${prefix}${variable.name}`,
    }));
  });
}

export function forWorkloads({ needs }: EnvironmentContext): NeedContext[] {
  return needs.filter(({ forBackups }) => !forBackups);
}

/** What stands before the names of a need's variables. */
export function prefixOf(
  environment: EnvironmentContext,
  need: NeedContext,
): string {
  const first = forWorkloads(environment).find(
    ({ type }) => type === need.type,
  );
  return first?.name === need.name
    ? ''
    : `${need.name.toUpperCase().replace(/-/g, '_')}_`;
}

/** The queue that the service reads from, and that it is scaled by. */
export function sqsQueueOf({ queues, objectName }: NeedContext): string {
  return queues?.[0] ?? objectName;
}

function variables(
  environment: EnvironmentContext,
  need: NeedContext,
  prefix: string,
): IEnvVar[] {
  const { host, port } = addressOf(environment, need);
  const told = need.provider !== 'managed' || need.host !== undefined;
  const value = (name: string, text: string): IEnvVar => ({
    name,
    value: text,
  });
  const secret = (name: string) => fromSecret(need, name);
  switch (need.type) {
    case 'postgres':
      return [
        told ? value('POSTGRES_HOST', host) : secret('POSTGRES_HOST'),
        value('POSTGRES_PORT', String(port)),
        value('POSTGRES_DB', databaseOf(need)),
        secret('POSTGRES_USER'),
        secret('POSTGRES_PASSWORD'),
      ];
    case 'redis':
      return [
        told ? value('REDIS_ADDR', `${host}:${port}`) : secret('REDIS_ADDR'),
        secret('REDIS_PASSWORD'),
      ];
    case 'kafka':
      return [
        told
          ? value('KAFKA_BROKERS', `${host}:${port}`)
          : secret('KAFKA_BROKERS'),
      ];
    case 'rabbitmq':
      return need.provider === 'in-cluster'
        ? [
            secret('RABBITMQ_USER'),
            secret('RABBITMQ_PASSWORD'),
            // Kubernetes puts in what was named before.
            value(
              'RABBITMQ_URL',
              `amqp://$(${prefix}RABBITMQ_USER):$(${prefix}RABBITMQ_PASSWORD)@${host}:${port}/`,
            ),
          ]
        : [secret('RABBITMQ_URL')];
    case 'sqs':
      return [
        ...(need.provider === 'elasticmq'
          ? [value('AWS_ENDPOINT_URL_SQS', `http://${host}:${port}`)]
          : []),
        value('AWS_REGION', regionOf(need)),
        value('SQS_QUEUE', sqsQueueOf(need)),
        secret('AWS_ACCESS_KEY_ID'),
        secret('AWS_SECRET_ACCESS_KEY'),
      ];
    default: {
      const { endpoint, name, region } = bucketOf(environment, need);
      return [
        ...(endpoint ? [value('S3_ENDPOINT', endpoint)] : []),
        value('S3_BUCKET', name),
        value('S3_REGION', region),
        secret('S3_ACCESS_KEY_ID'),
        secret('S3_SECRET_ACCESS_KEY'),
      ];
    }
  }
}

export function databaseOf({ database, objectName }: NeedContext): string {
  return database ?? objectName.replace(/-/g, '_');
}
