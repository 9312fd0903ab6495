import { KubeObject } from '../contract/client';
import { freePort, untilReady } from '../cluster/ready';
import { requestText } from '../http';
import { operators } from '../programs/programs';
import { make, Recorded, said, Stage, startOperator } from './operator';
import { seal } from './seal';
import { labelled, namespace, onStage } from './stage';

const all = `/apis/bitnami.com/v1alpha1/namespaces/${namespace}/sealedsecrets`;
const secrets = `/api/v1/namespaces/${namespace}/secrets`;

type Enough = Parameters<typeof said>[2];

/** As far as what is asked for now: before, the word is of what was. */
const synced =
  (status: 'True' | 'False'): Enough =>
  ({ conditions = [], observedGeneration }, { metadata }) =>
    conditions[0]?.status === status &&
    observedGeneration === metadata.generation;

/** What Sealed Secrets says of what it can open, of what it cannot, and of Secrets that are in its way. */
export function recordSealedSecrets(): Promise<Recorded> {
  return onStage(
    [{ ...operators.sealedSecrets, folder: 'helm/sealed-secrets/crds' }],
    async stage => record(stage, await start(stage)),
  );
}

interface Running {
  /** What is sealed with it can be opened here. */
  certificate: string;
  stop(): Promise<void>;
}

async function start(stage: Stage): Promise<Running> {
  const address = `127.0.0.1:${await freePort()}`;
  const program = await startOperator(
    operators.sealedSecrets,
    [`--listen-addr=${address}`, '--listen-metrics-addr=127.0.0.1:0'],
    stage,
  );
  let certificate = '';
  await untilReady('sealed-secrets', program, async () => {
    const { status, body } = await requestText(`http://${address}/v1/cert.pem`);
    certificate = body;
    return status === 200;
  });
  return { certificate, stop: () => program.stop() };
}

async function record(stage: Stage, running: Running): Promise<Recorded> {
  const recorded: Recorded = {};
  const sealed = (name: string, value = 'first') =>
    seal(running.certificate, `${namespace}/${name}`, value);
  const bring = async (name: string, value: string, template?: object) => {
    await make(stage, all, {
      apiVersion: 'bitnami.com/v1alpha1',
      kind: 'SealedSecret',
      metadata: { name, labels: labelled },
      spec: { encryptedData: { PASSWORD: value }, template },
    });
    return `${all}/${name}`;
  };
  const change = (place: string, value: string) =>
    stage.client.merge(place, {
      spec: { encryptedData: { PASSWORD: value } },
    });

  const one = await bring('payments-env', sealed('payments-env'));
  recorded.unsealed = await said(stage, one, synced('True'));
  await change(one, sealed('payments-env', 'second'));
  recorded.updated = await said(stage, one, synced('True'));
  await change(one, sealed('somebody-elses'));
  recorded['broken-by-update'] = await said(stage, one, synced('False'));

  recorded['other-name'] = await said(
    stage,
    await bring('other-name', sealed('payments-env')),
    synced('False'),
  );
  recorded.garbled = await said(
    stage,
    await bring('garbled', 'AgB'),
    synced('False'),
  );

  await make(stage, secrets, {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: 'in-the-way' },
  });
  recorded['in-the-way'] = await said(
    stage,
    await bring('in-the-way', sealed('in-the-way')),
    synced('False'),
  );

  const fixed = await bring('immutable', sealed('immutable'), {
    immutable: true,
  });
  await said(stage, fixed, synced('True'));
  await change(fixed, sealed('immutable', 'second'));
  recorded.immutable = await said(stage, fixed, synced('False'));

  const renamed = await said(
    stage,
    await bring('payments-sealed', sealed('payments-sealed'), {
      metadata: { name: 'payments-plain' },
    }),
    synced('True'),
  );
  recorded['named-otherwise'] = [renamed, ...(await secretsOf(stage, renamed))];

  const away = await bring('away', sealed('away'));
  await said(stage, away, synced('True'));
  await running.stop();
  const { body } = await change(away, sealed('away', 'second'));
  recorded['updated-and-nobody-looks'] = body;
  recorded['nobody-looks'] = (
    await stage.client.get(await bring('nobody', sealed('nobody')))
  ).body;
  return recorded;
}

/** Without what is in them. */
async function secretsOf({ client }: Stage, { metadata: { uid } }: KubeObject) {
  const { body } = await client.get(secrets);
  return body.items
    .filter(({ metadata }: KubeObject) =>
      metadata.ownerReferences?.some(one => one.uid === uid),
    )
    .map(({ metadata }: KubeObject) => ({
      apiVersion: 'v1',
      kind: 'Secret',
      metadata,
    }));
}
