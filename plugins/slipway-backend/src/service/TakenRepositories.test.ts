import { FakeClock } from '../__testUtils__/FakeClock';
import { GitClient } from '../sources/git/GitClient';
import { Repository } from '../sources/git/repository';
import { ServerError } from '../sources/servers/problems';
import { TakenRepositories } from './TakenRepositories';

const url = 'https://git.example.org/shop/parcels';
const at: Repository = {
  type: 'gitea',
  host: 'git.example.org',
  project: 'shop/parcels',
  url,
};
const lock = 'rendered: 1\n';

type Newest = GitClient['newest'];

const filled: Newest = async () => ({
  known: 'data',
  head: 'a1',
  commits: [],
  more: false,
});
const answers =
  (answer: Awaited<ReturnType<Newest>>): Newest =>
  async () =>
    answer;
const fails =
  (error: Error): Newest =>
  async () => {
    throw error;
  };

function setUp(newest: Newest, held?: string) {
  const clock = new FakeClock();
  const asked = jest.fn(newest);
  const taken = new TakenRepositories({
    clock,
    client: () => ({
      newest: asked,
      ask: async () =>
        held === undefined
          ? { status: 404, body: {}, headers: {} }
          : {
              status: 200,
              body: { content: Buffer.from(held).toString('base64') },
              headers: {},
            },
    }),
    repositoryOf: one => (one.startsWith('https://') ? at : undefined),
  });
  const told = async (repository = url, who = 'user:default/mock') => {
    const findings = await taken.look(repository, who)(lock);
    return findings.map(
      ({ severity, message, remedy }) => `${severity}: ${message}. ${remedy}.`,
    );
  };
  return { clock, asked, told };
}

describe('A repository that a form would make', () => {
  it.each<[string, Newest, string | undefined, RegExp]>([
    ['is not there', answers({ known: 'absent' }), undefined, /^$/],
    [
      'is there, and nothing was pushed to it',
      answers({ known: 'data', commits: [], more: false }),
      undefined,
      /^$/,
    ],
    ['was made of the very same values', filled, lock, /^$/],
    [
      'is somebody else’s',
      filled,
      undefined,
      /^error: https:\/\/git.example.org\/shop\/parcels exists already and was not made by Slipway. Choose another name/,
    ],
    ['was made of other values', filled, 'x', /^error: .* from other values/],
    [
      'may not be looked at',
      answers({ known: 'denied', permission: 'read' }),
      undefined,
      /^warning: It is not known whether .*: its host does not let .*Go on all/,
    ],
    [
      'is asked about with a token that is refused',
      fails(new ServerError('denied', 'answered 401')),
      undefined,
      /^warning: .*does not let the portal look/,
    ],
    [
      'cannot be asked about',
      fails(new Error('connect ECONNREFUSED 10.0.0.7')),
      undefined,
      /^warning: .*: its host cannot be asked just now. Go on all the same/,
    ],
  ])('that %s', async (_, newest, held, said) => {
    const told = await setUp(newest, held).told();

    expect(told.join()).toMatch(said);
    expect(told.join()).not.toContain('10.0.0.7');
  });

  it('at a host that the portal has no account at is not asked about', async () => {
    const { asked, told } = setUp(filled);

    expect(await told('ssh://elsewhere')).toEqual([
      expect.stringMatching(/^warning: .*not integrated/),
    ]);
    expect(asked).not.toHaveBeenCalled();
  });

  it('does not hold a form up longer than a moment', async () => {
    const { clock, told } = setUp(
      (_repository, _etag, signal) =>
        new Promise((_resolve, reject) =>
          signal.addEventListener('abort', () => reject(new Error('aborted'))),
        ),
    );
    const answer = told();
    clock.advance(1_500);

    expect(await answer).toEqual([
      expect.stringMatching(/^warning: .*does not answer in time/),
    ]);
  });

  it('is asked about once for all that is typed meanwhile, and anew after a while', async () => {
    const { asked, clock, told } = setUp(filled);
    await told();
    expect(await told()).toHaveLength(1);
    expect(asked).toHaveBeenCalledTimes(1);
    clock.advance(20_000);
    await told();
    expect(asked).toHaveBeenCalledTimes(2);
  });

  it('is not asked about for whoever tries name after name, until a minute is over', async () => {
    const { asked, clock, told } = setUp(answers({ known: 'absent' }));
    const tried = [];
    for (let i = 0; i < 41; i++) {
      tried.push((await told(`${url}-${i}`)).join());
    }
    expect(tried.slice(0, 40).join('')).toBe('');
    expect(tried[40]).toMatch(/^warning: .*too many names were tried/);
    expect(asked).toHaveBeenCalledTimes(40);
    expect(await told(`${url}-41`, 'user:default/other')).toEqual([]);
    clock.advance(60_000);
    expect(await told(`${url}-42`)).toEqual([]);
  });
});
