import { fleetEnvironment, fleetService } from '../__testUtils__/fleet';
import { asCsv } from './exported';

it('a line for each environment, which no spreadsheet takes for a formula', () => {
  const [, dev, prod] = asCsv([
    {
      ...fleetService('payments', [
        fleetEnvironment('dev', {
          versions: ['1.0', '1.1'],
          backedUpAt: '',
        }),
        fleetEnvironment('prod', {
          verdict: 'failed',
          aspects: {
            deployments: {
              answer: 'data',
              state: 'failed',
              message: '=api says "no", and ends',
            },
          },
        }),
      ]),
      system: '@shop',
    },
  ]).split('\r\n');
  expect(dev).toBe(
    `component:default/payments,group:default/team-pay,'@shop,dev,eu-1,payments-dev,healthy,1.0 1.1,2,2,,,,"'=api says ""no"", and ends"`,
  );
  expect(prod).toContain(',failed,');
});
