import { beginnings, endings } from './messages';
import { Trouble } from './troubles';

function trouble(name: string, over: Partial<Trouble> = {}): Trouble {
  const entityRef = `component:default/${name}`;
  return {
    id: `${entityRef} prod failed-backup`,
    entityRef,
    owners: ['group:default/shop'],
    environment: 'prod',
    topic: 'failed-backup',
    state: 'degraded',
    messages: ['The last backup of prod failed'],
    remedy: 'Read the log of the run.',
    ...over,
  };
}

const payloads = (messages: ReturnType<typeof beginnings>) =>
  messages.map(({ options: { payload } }) => payload);

describe('messages to owners', () => {
  it('say what, what to do, and where', () => {
    const [{ options }] = beginnings([trouble('ledger')]);
    expect(options).toEqual({
      recipients: { type: 'entity', entityRef: ['group:default/shop'] },
      payload: {
        title: 'ledger: The last backup of prod failed',
        description: 'Read the log of the run.',
        link: '/catalog/default/component/ledger/slipway',
        severity: 'normal',
        topic: 'slipway:failed-backup',
        scope: expect.stringMatching(/^slipway:[\w-]+$/),
      },
    });
  });

  it('turn into those of the end', () => {
    const [begin] = payloads(beginnings([trouble('ledger')]));
    const [end] = payloads(endings([trouble('ledger')]));
    expect(end.scope).toBe(begin.scope);
    expect(end).toMatchObject({
      title: 'ledger is well again in prod',
      description: 'It was: The last backup of prod failed',
      severity: 'low',
    });
  });

  it('are one where the same owners would get many', () => {
    const many = Array.from({ length: 12 }, (_, i) => trouble(`s${i}`));
    const other = trouble('mail', { owners: ['group:default/post'] });
    const told = payloads(
      beginnings([...many, other, trouble('last', { state: 'failed' })]),
    );
    expect(told).toHaveLength(2);
    expect(told[0]).toMatchObject({
      title: '13 things need attention',
      description: 'In s0, s1, s2, s3, s4, s5, s6, s7, s8, s9 and 3 more',
      link: '/fleet/services?owner=group%3Adefault%2Fshop',
      severity: 'high',
    });
    expect(told[1].title).toBe('mail: The last backup of prod failed');
  });

  it('are none where nobody owns it', () => {
    expect(beginnings([trouble('lost', { owners: [] })])).toEqual([]);
  });

  it('are as short as the inbox takes', () => {
    const messages = [`prod ${'x'.repeat(400)}`];
    const [{ title }] = payloads(beginnings([trouble('ledger', { messages })]));
    expect(title).toHaveLength(255);
  });
});
