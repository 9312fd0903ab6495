import type { FirstDayItem } from '@slipway/plugin-slipway-common';
import { Actions } from './__testUtils__/actions';
import { startStateBackEnd } from './__testUtils__/stateBackEnd';

const form = {
  name: 'parcels',
  owner: 'group:default/team-web',
  runtime: 'go',
  type: 'http',
  environments: ['prod'],
};

describe('slipway:firstday:check', () => {
  const actions = new Actions({
    integrations: {
      gitea: [{ host: 'git.example.org', baseUrl: 'https://git.example.org' }],
    },
    slipway: { create: { repository: { owner: 'shop' } } },
  });
  const stops: (() => void)[] = [];
  afterEach(() => stops.splice(0).forEach(stop => stop()));
  afterAll(() => actions.end());

  async function backEnd(answer: Partial<FirstDayItem>[] | number) {
    const { url, asked, stop } = await startStateBackEnd(() =>
      typeof answer === 'number'
        ? answer
        : { at: '2026-11-20T12:00:00Z', items: answer },
    );
    stops.push(() => {
      stop();
      actions.slipway = 'http://127.0.0.1:1';
    });
    actions.slipway = url;
    return asked;
  }

  const check = async (input: object = {}, isDryRun = false) => {
    const { spec } = await actions.run('slipway:spec:compose', {
      values: form,
    });
    return actions.run(
      'slipway:firstday:check',
      { spec, entityRef: 'component:default/parcels', ...input },
      { isDryRun },
    );
  };
  const linesOf = ({ checklist }: Record<string, unknown>) =>
    String(checklist).split('\n');

  it('lists what is missing first, with what to do and where, and what is met last', async () => {
    const asked = await backEnd([
      { id: 'ci.permitted', answer: 'there' },
      {
        id: 'ci.pusher',
        answer: 'missing',
        note: 'there is no REGISTRY_PASSWORD',
      },
      {
        id: 'delivery.reader',
        answer: 'unreachable',
        note: 'Argo CD: no answer in time',
      },
      {
        id: 'images',
        answer: 'denied',
        note: 'Slipway itself: Secrets of clusters are never listed',
      },
    ]);
    const output = await check();
    const lines = linesOf(output);

    expect(asked).toEqual([
      'POST /v1/entities/component/default/parcels/first-day Bearer',
    ]);
    expect(output.missing).toBe(1);
    expect(lines[0]).toBe(
      '- **Missing:** Settings, Secrets: `REGISTRY_USERNAME` and `REGISTRY_PASSWORD`, who may push to registry.example.org. *There is no REGISTRY_PASSWORD.* [See to it](https://git.example.org/shop/parcels/settings/actions/secrets)',
    );
    expect(lines).toContain(
      '- Not known: Argo CD may read https://git.example.org/shop/parcels. *Argo CD: no answer in time.*',
    );
    expect(lines.at(-1)).toBe('- ✓ Gitea, Settings: Actions is enabled.');
  });

  it.each([
    ['refuses', 403],
    ['is gone', undefined],
    ['fails', 500],
  ])(
    'ends no task when the back end %s: nothing is known then, and nothing is said to be met or missing',
    async (_what, status) => {
      if (status) {
        await backEnd(status);
      }
      const output = await check();

      expect(output.missing).toBe(0);
      expect(linesOf(output)).toEqual(
        linesOf(output).filter(line => line.startsWith('- Not known: ')),
      );
      expect(String(output.checklist)).not.toContain('127.0.0.1');
    },
  );

  it('asks nobody in a dry run, nor where nothing was registered', async () => {
    const asked = await backEnd([]);
    await check({}, true);
    await check({ entityRef: '' });

    expect(asked).toEqual([]);
  });
});
