import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { ports, VERSION } from './rendered';
import type { Shape } from './rendered';
import { asked, logOf, refusal, run } from './running';
import type { Started } from './running';

interface Behaviour {
  what: string;
  seen(): Promise<unknown>;
  expected: object;
}

/** What every program does, whatever it is written in. */
// eslint-disable-next-line jest/no-export -- shared by the suites of all runtimes
export function itBehaves(
  shapes: readonly Shape[],
  started: (shape: Shape) => Started,
): void {
  it.each(behaviours(shapes, started))(
    '$what',
    async ({ seen, expected }) => {
      expect(await seen()).toMatchObject(expected);
    },
    60_000,
  );
}

function behaviours(
  shapes: readonly Shape[],
  started: (shape: Shape) => Started,
): Behaviour[] {
  return shapes.flatMap(shape => [
    refusesWhatItCannotUse(shape, started),
    ...(ports[shape]
      ? [answersUntilTold(shape, started), needsItsPort(shape, started)]
      : [
          {
            what: `does the work of its ${shape} and ends`,
            seen: () => logOf(started(shape)),
            expected: [{ msg: 'done', items: 3 }],
          },
        ]),
  ]);
}

type Starting = (shape: Shape) => Started;

function refusesWhatItCannotUse(shape: Shape, started: Starting): Behaviour {
  return {
    what: `refuses an environment that its ${shape} cannot use, with all that is wrong`,
    seen: () => refusal(started(shape), shape),
    expected: {
      code: 2,
      stderr: expect.stringMatching(
        ports[shape]
          ? /PORT is "http"[^]*LOG_LEVEL is "loud"/
          : /LOG_LEVEL is "loud"/,
      ),
    },
  };
}

function answersUntilTold(shape: Shape, started: Starting): Behaviour {
  return {
    what: `tells the version of its ${shape} and how it is, and ends well when it is told to`,
    seen: () => asked(started(shape), shape),
    expected: {
      serving: { msg: 'serving', service: 'payments', version: VERSION },
      answers: {
        version: { service: 'payments', version: VERSION },
        ready: 200,
        metrics: 200,
      },
      draining: { msg: 'draining' },
      ended: [0, null],
    },
  };
}

function needsItsPort(shape: Shape, started: Starting): Behaviour {
  return {
    what: `ends its ${shape} when the port is taken`,
    async seen() {
      const other = createServer().listen(0);
      await once(other, 'listening');
      const { port } = other.address() as AddressInfo;
      const ended = await run(started(shape), { [ports[shape]!]: `${port}` });
      other.close();
      return ended;
    },
    expected: { code: 1 },
  };
}
