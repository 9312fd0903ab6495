import { KubeObject } from '../contract/client';
import { eventually } from '../eventually';
import { operators } from '../programs/programs';
import {
  conditionIs,
  make,
  Recorded,
  said,
  Stage,
  startOperator,
} from './operator';
import { labelled, namespace, onStage } from './stage';

const api = `/apis/cert-manager.io/v1/namespaces/${namespace}`;
const all = `${api}/certificates`;

const ready = conditionIs('Ready', 'True');
const waits = (status: Record<string, any>) =>
  conditionIs('Ready', 'False')(status) &&
  conditionIs('Issuing', 'True')(status);

/** An issuer of somebody's own: no program of cert-manager answers for it. */
const elsewhere = {
  group: 'issuers.example.org',
  kind: 'Issuer',
  name: 'other',
};

const certificate = (name: string, issuerRef: object, spec: object) => ({
  apiVersion: 'cert-manager.io/v1',
  kind: 'Certificate',
  metadata: { name, labels: labelled },
  spec: {
    secretName: `${name}-tls`,
    dnsNames: [`${name}.example.org`],
    issuerRef,
    ...spec,
  },
});

/** What cert-manager says of certificates of a CA, of issuers that fail, and of ones that nobody renews. */
export function recordCertManager(): Promise<Recorded> {
  return onStage(
    [{ ...operators.certManager, folder: 'deploy/crds' }],
    async stage => {
      await startOperator(operators.certManager, [stage.kubeconfig], stage);
      return record(stage);
    },
  );
}

async function record(stage: Stage): Promise<Recorded> {
  const recorded: Recorded = {};
  const ask = async (name: string, issuerRef: object, spec: object = {}) => {
    await make(stage, all, certificate(name, issuerRef, spec));
    return `${all}/${name}`;
  };
  await issuer(stage, 'own', { selfSigned: {} });
  await said(
    stage,
    await ask('authority', { name: 'own' }, { isCA: true }),
    ready,
  );
  await issuer(stage, 'ca', { ca: { secretName: 'authority-tls' } });
  await said(stage, `${api}/issuers/ca`, ready);

  const good = await ask('payments', { name: 'ca' });
  recorded.ready = await said(stage, good, ready);
  recorded['short-lived'] = await said(
    stage,
    await ask('short-lived', { name: 'ca' }, { duration: '24h' }),
    ready,
  );

  await issuer(stage, 'broken', { ca: { secretName: 'nobody-made-it' } });
  await said(stage, `${api}/issuers/broken`, conditionIs('Ready', 'False'));
  recorded['issuer-broken'] = await said(
    stage,
    await ask('issuer-broken', { name: 'broken' }),
    waits,
  );
  recorded['issuer-missing'] = await said(
    stage,
    await ask('issuer-missing', { name: 'nowhere' }),
    waits,
  );

  const refused = await ask('refused', elsewhere);
  await refuse(stage, 'refused');
  recorded.refused = await said(
    stage,
    refused,
    conditionIs('Issuing', 'False', 'Failed'),
  );

  await said(stage, await ask('renewal-refused', { name: 'ca' }), ready);
  await stage.client.merge(`${all}/renewal-refused`, {
    spec: { issuerRef: elsewhere },
  });
  await refuse(stage, 'renewal-refused');
  recorded['renewal-refused'] = await said(
    stage,
    `${all}/renewal-refused`,
    conditionIs('Issuing', 'False', 'Failed'),
  );

  const ending = await ask(
    'ran-out',
    { name: 'ca' },
    { duration: '20s', renewBefore: '10s' },
  );
  await said(stage, ending, ready);
  await stage.client.delete(`${api}/issuers/ca`);
  // Nothing looks again at that moment: it is still called ready.
  recorded['ran-out'] = await said(
    stage,
    ending,
    status => Date.parse(status.notAfter) < Date.now(),
  );
  return recorded;
}

function issuer(stage: Stage, name: string, spec: object) {
  return make(stage, `${api}/issuers`, {
    apiVersion: 'cert-manager.io/v1',
    kind: 'Issuer',
    metadata: { name },
    spec,
  });
}

/** Says no to the request for a certificate, as an issuer does. */
async function refuse({ client }: Stage, name: string): Promise<void> {
  const requests = `${api}/certificaterequests`;
  const { metadata } = await eventually<KubeObject>(
    `a request for ${name}`,
    async () => {
      const { body } = await client.get(requests);
      const found = body.items.find(
        ({ metadata: { annotations = {} }, spec }: KubeObject) =>
          annotations['cert-manager.io/certificate-name'] === name &&
          spec.issuerRef.group === elsewhere.group,
      );
      return found ? { value: found } : { last: body.items.length };
    },
  );
  const now = new Date().toISOString().replace(/\.\d+/, '');
  await client.merge(`${requests}/${metadata.name}/status`, {
    status: {
      failureTime: now,
      conditions: [
        {
          type: 'Ready',
          status: 'False',
          reason: 'Failed',
          message: 'The zone is not ours',
          lastTransitionTime: now,
        },
      ],
    },
  });
}
