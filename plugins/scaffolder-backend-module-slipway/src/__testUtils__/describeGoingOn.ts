/* eslint-disable jest/no-export -- a suite that runs against more than one server */
import { startGateway, type Gateway, type Loss } from './gateway';
import type { TestGitea } from './gitea';
import { TestPortal, type Outcome } from './portal';
import { TestSandbox } from './sandbox';

export interface StartedGitea {
  gitea: TestGitea;
  stop(): Promise<void>;
}

/** More requests than a task ever makes: a loop that does not end is a failure. */
const MOST = 60;

/** Whatever a task loses of its talk with the host, the same values bring it to its end, and nothing is there twice. */
export function describeGoingOn(
  name: string,
  start: (sandbox: TestSandbox) => Promise<StartedGitea>,
  {
    losses = [
      ['on its way there', 'before'],
      ['on its way back', 'after'],
    ],
    engine = 'argocd',
  }: {
    losses?: [where: string, loss: Loss][];
    /** The sandbox's Argo CD knows the repositories of the sandbox alone. */
    engine?: 'argocd' | 'kubectl';
  } = {},
) {
  describe(`A task that loses ${name}`, () => {
    let sandbox: TestSandbox;
    let host: StartedGitea;
    let before: Gateway;
    let portal: TestPortal;

    beforeAll(async () => {
      sandbox = await TestSandbox.start();
      host = await start(sandbox);
      before = await startGateway(host.gitea.url);
      portal = await TestPortal.start({
        ...sandbox.config(),
        integrations: { gitea: [host.gitea.integration(before.url)] },
      });
    });
    afterAll(async () => {
      await portal?.stop();
      await before?.stop();
      await host?.stop();
      await sandbox?.stop();
    });

    /** For each request that the task makes: a service of its own, whose task loses that one and is begun again. */
    async function losingEach(
      loss: Loss,
      known: RegExp,
      run: (service: string) => Promise<Outcome>,
    ) {
      const lost: { service: string; log: string }[] = [];
      for (let number = 1; number <= MOST; number++) {
        const service = `parcels-${loss}-${number}`;
        before.lose(number, loss, new RegExp(`${service}\\b|${known.source}`));
        const first = await run(service);
        const reached = before.seen() >= number;
        before.mend();
        const last = first.status === 'completed' ? first : await run(service);
        expect(last).toMatchObject({ status: 'completed' });
        if (!reached) {
          return lost;
        }
        lost.push({ service, log: first.log });
      }
      throw new Error('The task asks the host without end');
    }

    it.each(losses)(
      'makes everything once, whichever request is lost %s',
      async (_where, loss) => {
        const lost = await losingEach(loss, /\/orgs\//, service =>
          portal.run('http-api', {
            name: service,
            owner: 'group:default/team-web',
            runtime: 'go',
            spec: { delivery: { engine } },
          }),
        );
        expect(lost.length).toBeGreaterThan(6);
        const applications = await sandbox.applications();
        const { body } = await portal.api('GET', '/api/catalog/locations');
        for (const { service, log } of lost) {
          expect(log).not.toContain('sandbox@');
          expect(
            (await host.gitea.commits(service)).filter(message =>
              /golden path/.test(message),
            ),
          ).toHaveLength(1);
          expect(
            applications.filter(one => one.startsWith(`${service}-`)),
          ).toEqual(
            engine === 'argocd'
              ? ['dev', 'prod', 'staging'].map(one => `${service}-${one}`)
              : [],
          );
          expect(
            body.filter(({ data }: any) =>
              data.target.includes(`/${service}/`),
            ),
          ).toHaveLength(1);
        }
      },
    );

    it.each(losses)(
      'asks once, whichever request is lost %s',
      async (_where, loss) => {
        const lost = await losingEach(loss, /^$/, async service => {
          const repository = `carts-of-${service}`;
          if (!(await host.gitea.ask('GET', `/repos/shop/${repository}`))) {
            await host.gitea.filled(repository, {
              Dockerfile: 'FROM scratch\nEXPOSE 3000\nUSER 1\n',
            });
          }
          return portal.run('existing-repository', {
            url: `${before.url}/shop/${repository}`,
            owner: 'group:default/team-web',
          });
        });
        expect(lost.length).toBeGreaterThan(4);
        for (const { service } of lost) {
          const repository = `carts-of-${service}`;
          expect(
            await host.gitea.ask(
              'GET',
              `/repos/shop/${repository}/pulls?state=all`,
            ),
          ).toHaveLength(1);
          expect(await host.gitea.commits(repository)).toEqual(['Ours']);
        }
      },
    );
  });
}
