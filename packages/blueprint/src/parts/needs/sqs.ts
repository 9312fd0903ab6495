import type {
  EnvironmentContext,
  NeedContext,
  RenderContext,
} from '../../context';
import type { PartObject } from '../part';
import { imageFor } from './images';
import { readersOf, usualDeadLetters } from './queue';
import { serverObjects } from './server';

/** ElasticMQ speaks the protocol of SQS; a managed queue is SQS itself. */
export function sqs(
  ctx: RenderContext,
  environment: EnvironmentContext,
  need: NeedContext,
): PartObject[] {
  if (need.provider !== 'elasticmq') {
    return [];
  }
  return serverObjects(ctx, environment, need, {
    image: imageFor(ctx, 'elasticmq', need.version),
    user: 1000,
    ports: [{ name: 'sqs', port: need.port }],
    scratch: ['/tmp'],
    args: queuesOf(ctx, environment, need).flatMap(([name, deadLetter]) => [
      `-Dqueues.${name}.defaultVisibilityTimeout=30 seconds`,
      ...(deadLetter
        ? [
            `-Dqueues.${name}.deadLettersQueue.name=${deadLetter}`,
            `-Dqueues.${name}.deadLettersQueue.maxReceiveCount=5`,
          ]
        : []),
    ]),
    ready: { httpGet: { path: '/?Action=ListQueues', port: 'sqs' } },
  }).map(object => ({ file: `sqs-${need.name}.yaml`, object }));
}

/** Each queue, with the one for what fails again and again. */
function queuesOf(
  ctx: RenderContext,
  environment: EnvironmentContext,
  need: NeedContext,
): [string, string | undefined][] {
  const names = need.queues ?? [need.objectName];
  const readers = readersOf(ctx, environment).filter(
    one => one.need.name === need.name,
  );
  return names.flatMap<[string, string | undefined]>(name => {
    const reader = readers.find(({ queue }) => queue === name);
    // A worker of ours buries by itself; the server does so besides where it is asked to.
    const dead =
      reader?.dead ?? (need.deadLetter ? usualDeadLetters(name) : undefined);
    return dead
      ? [
          [dead, undefined],
          [name, need.deadLetter ? dead : undefined],
        ]
      : [[name, undefined]];
  });
}
