import { parseRunReport } from './runReport';

describe('parseRunReport', () => {
  it('reads what a job left', () => {
    expect(
      parseRunReport(
        '{"slipway":"backup","object":"payments/prod/db/1.dump","bytes":42,"oldest":"payments/prod/db/0.dump","count":7}\n',
      ),
    ).toEqual({
      slipway: 'backup',
      object: 'payments/prod/db/1.dump',
      bytes: 42,
      oldest: 'payments/prod/db/0.dump',
      count: 7,
    });
  });

  it.each([
    undefined,
    '',
    'Killed',
    'null',
    '[]',
    '{"slipway":"backup"}',
    '{"slipway":"rm","object":"x","bytes":1}',
    '{"slipway":"backup","object":"x","bytes":-1}',
    '{"slipway":"backup","object":1,"bytes":1}',
  ])('takes %j for no report', message => {
    expect(parseRunReport(message)).toBeUndefined();
  });
});
