import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { everything, leftOut } from './needs';
import type { Cell, Given } from './needs';
import { ports, VERSION } from './rendered';
import type { NeedType, Shape } from './rendered';
import { called } from './calling';
import { heldUp, traced } from './collecting';
import { answeredWhileEnding, canBeHeldUp, wholeAnswer } from './inFlight';
import { finished, interrupted } from './interrupted';
import { keptInTheMiddle, workedOff } from './lists';
import { operated } from './operating';
import { outlived } from './outage';
import { refusals, refused } from './refusing';
import { anyPort, asked, logOf, refusal, run, spoken } from './running';
import type { Started } from './running';

interface Behaviour {
  what: string;
  seen(): Promise<unknown>;
  expected: object;
}

type Starting = (shape: Shape) => Started;

/** What is not built in this run is named, with the command that builds it. */
// eslint-disable-next-line jest/no-export -- shared by the suites of all runtimes
export function itNamesWhatIsLeftOut(runtime: string): void {
  for (const { shapes, needs } of leftOut(runtime)) {
    test.todo(
      `A ${runtime} service of ${shapes} that needs ${
        needs.join() || 'nothing'
      }: not run: run by npm run test:runtimes`,
    );
  }
}

/** What every program does, whatever it is written in, with what it needs or while that is away. */
// eslint-disable-next-line jest/no-export -- shared by the suites of all runtimes
export function itBehaves(cell: Cell, given: Given, started: Starting): void {
  const withNeeds: Starting = shape => {
    const how = started(shape);
    return { ...how, env: { ...given.variables, ...how.env } };
  };
  it.each([...behaviours(cell, given, withNeeds), ...tracing(cell, withNeeds)])(
    '$what',
    async ({ seen, expected }) => {
      expect(await seen()).toMatchObject(expected);
    },
    everything ? 240_000 : 60_000,
  );
}

function behaviours(
  { shapes, needs }: Cell,
  given: Given,
  started: Starting,
): Behaviour[] {
  return shapes.flatMap(shape => [
    refusesWhatItCannotUse(shape, started),
    ...(needs.length ? [tellsWhatIsMissing(shape, given, started)] : []),
    ...(ports[shape]
      ? [
          answersUntilTold(shape, needs, started),
          needsItsPort(shape, started),
          ...(shape === 'http' ? [tellsProblems(needs, started)] : []),
          ...(shape === 'grpc' ? [answersCalls(needs, started)] : []),
          ...(shape === 'graphql' ? [answersOperations(needs, started)] : []),
          ...(canBeAskedWhileEnding(shape, needs)
            ? [answersWhileEnding(shape, given, started)]
            : []),
          ...(shape === 'realtime' && (everything || !needs.includes('redis'))
            ? [passesOn(needs, started)]
            : []),
          ...(everything && shape === 'worker' && needs.join() === 'redis'
            ? losesNothing(started)
            : []),
          ...(everything && shape === 'worker' && needs.length === 2
            ? [
                endsInTheMiddle(needs[1], given, started),
                outlivesItsQueue(needs[1], given, started),
              ]
            : []),
        ]
      : [doesItsWork(shape, needs, started)]),
  ]);
}

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

function tellsWhatIsMissing(
  shape: Shape,
  { required }: Given,
  started: Starting,
): Behaviour {
  return {
    what: `tells its ${shape} all that is missing at once`,
    async seen() {
      const nothing = Object.fromEntries(required.map(name => [name, '']));
      const { code, stderr } = await run(started(shape), nothing);
      const untold = required.filter(
        name => !stderr.includes(`${name} is missing`),
      );
      return { code, untold };
    },
    expected: { code: 2, untold: [] },
  };
}

function answersUntilTold(
  shape: Shape,
  needs: Cell['needs'],
  started: Starting,
): Behaviour {
  const there = everything || needs.length === 0;
  return {
    what: `tells the version of its ${shape} and how it is${
      there ? '' : ' while all that it needs is away'
    }, and ends well when it is told to`,
    seen: () => asked(started(shape), there),
    expected: {
      serving: {
        level: 'info',
        msg: 'serving',
        service: 'payments',
        version: VERSION,
      },
      answers: {
        version: { service: 'payments', version: VERSION },
        ready: there ? 200 : 503,
        metrics: 200,
        outside: { health: 200, ready: 404, metrics: 404, encoded: 404 },
        ...(needs.length
          ? {
              needs: Object.fromEntries(
                needs.map(need => [
                  need,
                  there ? 'ok' : expect.stringMatching(/^(?!ok$)/),
                ]),
              ),
            }
          : {}),
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
      const ended = await run(started(shape), {
        ...anyPort,
        [ports[shape]!]: `${port}`,
      });
      other.close();
      return ended;
    },
    expected: { code: 1 },
  };
}

function tellsProblems(needs: Cell['needs'], started: Starting): Behaviour {
  const there = everything || !needs.includes('postgres');
  return {
    what: `tells callers what they got wrong${
      there ? '' : ', and that they may ask again, while the log has the reason'
    }`,
    seen: () => refused(started('http'), there),
    expected: refusals(there),
  };
}

function answersCalls(needs: Cell['needs'], started: Starting): Behaviour {
  const there = everything || needs.length === 0;
  return {
    what: 'answers calls, tells its health and what can be called by the protocol, and counts what was called',
    seen: () => called(started('grpc'), there),
    expected: {
      health: { '': 'SERVING', ready: there ? 'SERVING' : 'NOT_SERVING' },
      // A database that is away is no fault of the caller.
      greeting:
        there || !needs.includes('postgres') ? 'Hello, Ada' : 'UNAVAILABLE',
      nameless: 'INVALID_ARGUMENT',
      told: { service: true, method: true },
      counted: expect.stringMatching(
        /^grpc_server_handled_total\{(?=.*grpc_type="unary")(?=.*grpc_service="greetings\.v1\.Greetings")(?=.*grpc_method="Greet")(?=.*grpc_code="InvalidArgument").*\} 1(\.0)?$/m,
      ),
      ended: [0, null],
    },
  };
}

/** What becomes of traces. */
function tracing({ shapes, needs }: Cell, started: Starting): Behaviour[] {
  return shapes
    .filter(shape => !worksInVain(shape, needs))
    .flatMap(shape => [
      // What a worker does it does for a message: its own tests tell how that goes on with a trace.
      ...(shape === 'worker' ? [] : [tellsItsTraces(shape, started)]),
      isNotHeldUp(shape, started),
    ]);
}

/** Whether a job cannot but fail, since its database is away. */
function worksInVain(shape: Shape, needs: Cell['needs']): boolean {
  return shape === 'job' && needs.includes('postgres') && !everything;
}

function tellsItsTraces(shape: Shape, started: Starting): Behaviour {
  return {
    what: `tells a collector what its ${shape} does, as part of the caller's trace, and says so in the log`,
    seen: () => traced(started(shape), shape),
    expected: {
      line: { span_id: expect.stringMatching(/^[0-9a-f]{16}$/) },
      hears: {
        trace: true,
        span: true,
        // Nobody asks a job.
        parent: ports[shape] !== undefined,
        service: true,
        attribute: true,
      },
      ended: [0, null],
    },
  };
}

function isNotHeldUp(shape: Shape, started: Starting): Behaviour {
  return {
    what: `lets its ${shape} answer and end in time while the collector hangs`,
    seen: async () => {
      const { complaints, ended } = await heldUp(started(shape), shape);
      return { ended, few: complaints.length <= 2 || complaints };
    },
    expected: { ended: [0, null], few: true },
  };
}

function answersOperations(needs: Cell['needs'], started: Starting): Behaviour {
  const there = everything || !needs.includes('postgres');
  return {
    what: 'answers operations and the router, tells nobody else what there is to ask, and counts what was asked',
    seen: () => operated(started('graphql')),
    expected: {
      greeting: there ? 'Hello, Ada' : 'INTERNAL_SERVER_ERROR',
      sdl: expect.stringContaining('type Greeting @key(fields : "name"'),
      introspected: 'refused',
      counted: expect.stringMatching(there ? /"ok"/ : /"failed"/),
      ended: [0, null],
    },
  };
}

/** Where there is a database it holds the answer up. */
function canBeAskedWhileEnding(shape: Shape, needs: Cell['needs']): boolean {
  const there = everything || needs.length === 0;
  return there && canBeHeldUp(shape, needs.includes('postgres'));
}

function answersWhileEnding(
  shape: Shape,
  { variables }: Given,
  started: Starting,
): Behaviour {
  return {
    what: `answers what is asked of its ${shape} already when it is told to end`,
    seen: () => answeredWhileEnding(started(shape), shape, variables),
    expected: wholeAnswer,
  };
}

function passesOn(needs: Cell['needs'], started: Starting): Behaviour {
  const replicas = needs.includes('redis') ? 2 : 1;
  return {
    what: `passes on what one guest says to the other${
      replicas > 1 ? ', who is at another replica' : ''
    }, and sends both elsewhere in the end`,
    seen: () => spoken(started('realtime'), replicas),
    expected: {
      text: 'goodbye',
      codes: [1001, 1001],
      ended: Array(replicas).fill([0, null]),
    },
  };
}

function losesNothing(started: Starting): Behaviour[] {
  return (['SIGTERM', 'SIGKILL'] as const).map(signal => ({
    what: `loses no message of Redis when it gets ${signal} in the middle of it`,
    seen: () => workedOff(started('worker'), signal),
    expected: keptInTheMiddle[signal],
  }));
}

function endsInTheMiddle(
  queue: NeedType,
  given: Given,
  started: Starting,
): Behaviour {
  return {
    what: `finishes the message of ${queue} that it works on when it gets SIGTERM, and nobody is handed it again`,
    seen: () => interrupted(started('worker'), queue, given),
    expected: finished,
  };
}

/** It stays and asks again, rather than ending to be started anew: nothing would be better then. */
function outlivesItsQueue(
  queue: NeedType,
  given: Given,
  started: Starting,
): Behaviour {
  // What ElasticMQ had it had in memory.
  const kept = queue === 'sqs' ? [] : ['held', 'waiting'];
  return {
    what: `goes on when ${queue} comes back that was lost in the middle of a message, and had done nothing by halves`,
    seen: () => outlived(started('worker'), queue, given),
    expected: {
      away: expect.stringMatching(/^(?!ok$)/),
      few: true,
      done: ['after', 'before', ...kept],
      ended: [0, null],
    },
  };
}

function doesItsWork(
  shape: Shape,
  needs: Cell['needs'],
  started: Starting,
): Behaviour {
  if (needs.includes('postgres') && !everything) {
    return {
      what: `ends its ${shape} with the reason while the database is away, to be tried again`,
      seen: () => run(started(shape)),
      expected: { code: 1 },
    };
  }
  const items = needs.includes('postgres') ? 0 : 3;
  return {
    what: `does the work of its ${shape} and ends`,
    seen: () => logOf(started(shape)),
    expected: expect.arrayContaining([
      expect.objectContaining({ msg: 'done', items }),
    ]),
  };
}
