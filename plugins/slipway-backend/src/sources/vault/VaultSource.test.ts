import { freePorts, startSandbox } from '@slipway/sandbox';
import { mkdtemp, rm } from 'fs/promises';
import { tmpdir } from 'os';
import { join } from 'path';
import { until } from '../../__testUtils__/FakeClock';
import { describeVaultSource } from '../../__testUtils__/describeVaultSource';

let control: string;

async function startStandIn() {
  const folder = await mkdtemp(join(tmpdir(), 'slipway-vault-'));
  const sandbox = await startSandbox({
    dataDir: folder,
    ports: freePorts,
  });
  control = sandbox.addresses.control;
  return {
    url: sandbox.addresses.vault,
    rootToken: 'sandbox-vault',
    unsealKey: sandbox.unsealKey,
    stop: async () => {
      await sandbox.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

const fault = (kind: string) =>
  fetch(`${control}/faults`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ target: 'vault', fault: kind }),
  });
const mend = () => fetch(`${control}/faults`, { method: 'DELETE' });

describeVaultSource("the sandbox's", startStandIn, contract => {
  afterEach(mend);

  it.each([
    ['refuse', 'unreachable', 'connection refused'],
    ['hang', 'unreachable', 'no answer in time'],
    ['garbage', 'unreachable', 'the answer is not what Vault sends'],
    ['forbid', 'denied', 'answered 403'],
  ])(
    'keeps what it knew while it is there with "%s", and comes back',
    async (kind, wanted, reason) => {
      contract.start();
      await contract.state('ok');
      const clock = contract.clock();
      const known = contract.facts();
      await fault(kind);
      await until(() => clock.waits().length > 0);
      clock.advance(300_000);
      for (let i = 0; i < 100 && contract.last().state === 'ok'; i++) {
        await new Promise(resolve => setTimeout(resolve, 10));
        clock.advance(1_000);
      }
      expect(contract.last()).toMatchObject({ state: wanted, reason });
      expect(contract.last().heardAt).toBeDefined();
      expect(contract.last().nextTry).toBeDefined();
      expect(contract.facts()).toBe(known);
      await mend();
      for (let i = 0; i < 200 && contract.last().state !== 'ok'; i++) {
        await new Promise(resolve => setTimeout(resolve, 10));
        clock.advance(1_000);
      }
      await contract.state('ok');
    },
  );
});
