import { freePort } from '../cluster/ready';
import { requestText } from '../http';
import { operators } from '../programs/programs';
import { RealVault, startRealVault } from '../vault/realVault';
import {
  conditionIs,
  make,
  Recorded,
  said,
  Stage,
  startOperator,
} from './operator';
import { labelled, namespace, onStage } from './stage';

const api = `/apis/external-secrets.io/v1/namespaces/${namespace}`;
const all = `${api}/externalsecrets`;

const synced = conditionIs('Ready', 'True', 'SecretSynced');
const failed = conditionIs('Ready', 'False', 'SecretSyncedError');

const remote = (key: string, property: string) => ({
  secretKey: 'PASSWORD',
  remoteRef: { key, property },
});

/** What External Secrets says of what it may take from a Vault, and of what it may not. */
export function recordExternalSecrets(): Promise<Recorded> {
  return onStage(
    [{ ...operators.externalSecrets, folder: 'config/crds/bases' }],
    async stage => {
      const vault = await startRealVault();
      try {
        return await record(stage, vault);
      } finally {
        await vault.stop();
      }
    },
  );
}

async function record(stage: Stage, vault: RealVault): Promise<Recorded> {
  const ask = asker(vault);
  const recorded: Recorded = {};
  const secret = async (name: string, spec: object) => {
    await make(stage, all, externalSecret(name, spec));
    return `${all}/${name}`;
  };
  await ask('POST', 'secret/data/shop/payments', {
    data: { password: 'first' },
  });
  await ask('POST', 'secret/data/shop/leaving', {
    data: { password: 'first' },
  });
  await ask('POST', 'secret/data/other/ledger', {
    data: { password: 'first' },
  });
  await openStore(stage, vault, ask);
  await startOperator(
    operators.externalSecrets,
    [
      '--metrics-addr=127.0.0.1:0',
      `--live-addr=127.0.0.1:${await freePort()}`,
      '--enable-leader-election=false',
    ],
    stage,
  );
  recorded.store = await said(
    stage,
    `${api}/secretstores/vault`,
    conditionIs('Ready', 'True'),
  );

  const one = await secret('payments-env', {
    data: [remote('shop/payments', 'password')],
  });
  recorded.synced = await said(stage, one, synced);

  for (const [what, spec] of Object.entries({
    'missing-path': { data: [remote('shop/nowhere', 'password')] },
    'missing-key': { data: [remote('shop/payments', 'token')] },
    'denied-path': { dataFrom: [{ extract: { key: 'other/ledger' } }] },
    'missing-store': {
      secretStoreRef: { kind: 'SecretStore', name: 'nowhere' },
      data: [remote('shop/payments', 'password')],
    },
  })) {
    recorded[what] = await said(stage, await secret(what, spec), failed);
  }

  recorded['found-by-name'] = await said(
    stage,
    await secret('found-by-name', {
      dataFrom: [{ find: { path: 'shop', name: { regexp: '^payments$' } } }],
    }),
    synced,
  );
  recorded['never-refreshed'] = await said(
    stage,
    await secret('never-refreshed', {
      refreshInterval: '0',
      data: [remote('shop/payments', 'password')],
    }),
    synced,
  );
  recorded['target-missing'] = await said(
    stage,
    await secret('target-missing', {
      target: { name: 'somebody-elses', creationPolicy: 'Merge' },
      data: [remote('shop/payments', 'password')],
    }),
    conditionIs('Ready', 'True'),
  );

  const leaving = await secret('deleted-with-its-source', {
    refreshInterval: '1s',
    target: { deletionPolicy: 'Delete' },
    dataFrom: [{ extract: { key: 'shop/leaving' } }],
  });
  await said(stage, leaving, synced);
  const behind = await secret('left-behind', {
    refreshInterval: '1s',
    dataFrom: [{ extract: { key: 'shop/leaving' } }],
  });
  await said(stage, behind, synced);
  await ask('DELETE', 'secret/metadata/shop/leaving');
  recorded['deleted-with-its-source'] = await said(
    stage,
    leaving,
    conditionIs('Ready', 'True', 'SecretDeleted'),
  );
  recorded['left-behind'] = await said(stage, behind, failed);

  const stale = await secret('store-unreachable', {
    refreshInterval: '1s',
    data: [remote('shop/payments', 'password')],
  });
  await said(stage, stale, synced);
  await vault.stop();
  recorded['store-unreachable'] = await said(stage, stale, failed);
  return recorded;
}

function externalSecret(name: string, spec: object) {
  return {
    apiVersion: 'external-secrets.io/v1',
    kind: 'ExternalSecret',
    metadata: { name, labels: labelled },
    spec: {
      refreshInterval: '1h',
      secretStoreRef: { kind: 'SecretStore', name: 'vault' },
      ...spec,
    },
  };
}

type Ask = (method: string, path: string, body?: object) => Promise<any>;

function asker({ url, rootToken }: RealVault): Ask {
  return async (method, path, body) => {
    const answer = await requestText(`${url}/v1/${path}`, {
      method,
      headers: { 'x-vault-token': rootToken },
      ...(body && { body: JSON.stringify(body) }),
    });
    if (answer.status >= 300) {
      throw new Error(`${path}: ${answer.status} ${answer.body}`);
    }
    return answer.body ? JSON.parse(answer.body) : undefined;
  };
}

/** A store that may read what is the shop's, and nothing else. */
async function openStore(stage: Stage, { url }: RealVault, ask: Ask) {
  await ask('PUT', 'sys/policies/acl/shop', {
    policy: `path "secret/data/shop/*" { capabilities = ["read"] }
path "secret/metadata/shop" { capabilities = ["list"] }
path "secret/metadata/shop/*" { capabilities = ["read", "list"] }`,
  });
  const { auth } = await ask('POST', 'auth/token/create', {
    policies: ['shop'],
  });
  await make(stage, `/api/v1/namespaces/${namespace}/secrets`, {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: 'vault-token' },
    stringData: { token: auth.client_token },
  });
  await make(stage, `${api}/secretstores`, {
    apiVersion: 'external-secrets.io/v1',
    kind: 'SecretStore',
    metadata: { name: 'vault' },
    spec: {
      provider: {
        vault: {
          server: url,
          path: 'secret',
          version: 'v2',
          auth: { tokenSecretRef: { name: 'vault-token', key: 'token' } },
        },
      },
    },
  });
}
