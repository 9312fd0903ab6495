import type { Finding, NeedType } from '@slipway/model';
import type {
  EnvironmentContext,
  NeedContext,
  RenderContext,
} from '../../context';
import type { Part, PartObject } from '../part';
import { kafka } from './kafka/kafka';
import { postgres } from './postgres/postgres';
import { queueVariables } from './queue';
import { rabbitmq } from './rabbitmq';
import { redis } from './redis';
import { s3 } from './s3';
import { sqs } from './sqs';
import { variablesOf } from './variables';

type Make = (
  ctx: RenderContext,
  environment: EnvironmentContext,
  need: NeedContext,
) => PartObject[];

const kinds: Record<NeedType, Make> = {
  postgres,
  redis,
  kafka,
  rabbitmq,
  sqs,
  s3,
};

const operators: Partial<Record<NeedContext['provider'], string>> = {
  'cloudnative-pg': 'postgresql.cnpg.io/v1',
  strimzi: 'kafka.strimzi.io/v1',
  operator: 'rabbitmq.com/v1beta1',
};

/** Databases, queues and stores: what runs beside the service, and the variables by which it finds all of them. */
export const needsPart: Part = {
  name: 'needs',
  objects(ctx, environment) {
    return environment.needs.flatMap(need =>
      kinds[need.type](ctx, environment, need),
    );
  },
  pod(ctx, environment, workload) {
    return {
      env: [
        ...variablesOf(environment),
        ...queueVariables(ctx, environment, workload),
      ],
    };
  },
  findings(_ctx, environment) {
    return environment.needs.flatMap(need =>
      missingOperator(environment, need),
    );
  },
};

function missingOperator(
  environment: EnvironmentContext,
  need: NeedContext,
): Finding[] {
  const api = operators[need.provider];
  return api && !environment.profile.apis.includes(api)
    ? [
        {
          rule: 'needs.operator-installed',
          severity: 'error',
          message: `in ${environment.name} '${need.name}' comes from ${need.provider}, and cluster '${environment.cluster}' has no ${api}`,
          remedy: `Install the operator and add ${api} to the profile of ${environment.cluster}, or choose another provider for ${environment.name}`,
          path: `spec.environments.${environment.name}.needs.${need.name}.provider`,
        },
      ]
    : [];
}
