import type {
  EnvironmentContext,
  NeedContext,
  RenderContext,
} from '../../../context';
import type { PartObject } from '../../part';
import { imageFor } from '../images';
import { serverObjects } from '../server';
import { strimziObjects } from './strimzi';

export function kafka(
  ctx: RenderContext,
  environment: EnvironmentContext,
  need: NeedContext,
): PartObject[] {
  const file = `kafka-${need.name}.yaml`;
  if (need.provider === 'strimzi') {
    return strimziObjects(environment, need).map(object => ({ file, object }));
  }
  return need.provider === 'in-cluster'
    ? single(ctx, environment, need).map(object => ({ file, object }))
    : [];
}

/** One broker that is its own controller: KRaft mode, without ZooKeeper. */
function single(
  ctx: RenderContext,
  environment: EnvironmentContext,
  need: NeedContext,
) {
  const address = `${need.objectName}-0.${need.objectName}`;
  const value = (name: string, text: string) => ({ name, value: text });
  return serverObjects(ctx, environment, need, {
    image: imageFor(ctx, 'kafka', need.version),
    user: 1000,
    ports: [
      { name: 'kafka', port: need.port },
      { name: 'controller', port: 9093, inside: true },
    ],
    dataPath: '/var/lib/kafka/data',
    scratch: ['/opt/kafka/config', '/opt/kafka/logs', '/tmp'],
    env: [
      value('KAFKA_NODE_ID', '1'),
      value('KAFKA_PROCESS_ROLES', 'broker,controller'),
      value('KAFKA_LISTENERS', `PLAINTEXT://:${need.port},CONTROLLER://:9093`),
      value(
        'KAFKA_ADVERTISED_LISTENERS',
        `PLAINTEXT://${address}:${need.port}`,
      ),
      value('KAFKA_CONTROLLER_LISTENER_NAMES', 'CONTROLLER'),
      // By its own address it would wait for a name that is published once it is ready.
      value('KAFKA_CONTROLLER_QUORUM_VOTERS', '1@localhost:9093'),
      value('KAFKA_OFFSETS_TOPIC_REPLICATION_FACTOR', '1'),
      value('KAFKA_TRANSACTION_STATE_LOG_REPLICATION_FACTOR', '1'),
      value('KAFKA_TRANSACTION_STATE_LOG_MIN_ISR', '1'),
      value('KAFKA_LOG_DIRS', '/var/lib/kafka/data/logs'),
    ],
    // The broker listens to clients once it has joined; the controller does from the start.
    ready: { tcpSocket: { port: 'kafka' } },
    live: { tcpSocket: { port: 'controller' } },
  });
}
