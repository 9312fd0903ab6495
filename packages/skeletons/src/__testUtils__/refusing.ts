import { begun } from './running';
import type { Started } from './running';

const TYPE = 'application/problem+json';

/** What an API tells of what it cannot answer, to a program and without what is inside. */
export async function refused(started: Started, there: boolean) {
  const api = begun(started);
  const port = await api.serving('http');
  const get = async (name: string) => {
    const answer = await fetch(`http://127.0.0.1:${port}/v1/greetings/${name}`);
    const type = answer.headers.get('content-type')?.split(';')[0];
    return { type, status: answer.status, said: await answer.text() };
  };
  const tooLong = await get('a'.repeat(101));
  const one = await get('Ada');
  api.end();
  const { lines, ended } = await api.ended;
  return {
    tooLong: { type: tooLong.type, ...JSON.parse(tooLong.said) },
    greeting: there
      ? one.status
      : {
          type: one.type,
          ...JSON.parse(one.said),
          inside: /econn|connect|postgres|127\.0\.0\.1|localhost/i.test(
            one.said,
          ),
          logged: lines.some(
            ({ level, error, request_id: id }) =>
              level === 'error' && id && /connect|refused/i.test(error),
          ),
        },
    ended,
  };
}

export function refusals(there: boolean): object {
  return {
    tooLong: { type: TYPE, title: 'Bad Request', status: 400 },
    greeting: there
      ? 200
      : {
          type: TYPE,
          title: 'Service Unavailable',
          status: 503,
          inside: false,
          logged: true,
        },
    ended: [0, null],
  };
}
