/** For k6: what it asks, how often and what it expects comes from the environment, so that the script is the same everywhere. */
export const script = `import http from 'k6/http';
import { check } from 'k6';

const { TARGET, RATE, DURATION, MOST_FAILURES, LATENCY_P99 } = __ENV;

export const options = {
  scenarios: {
    steady: {
      executor: 'constant-arrival-rate',
      rate: Number(RATE),
      timeUnit: '1s',
      duration: DURATION,
      preAllocatedVUs: 10,
      maxVUs: 500,
    },
  },
  thresholds: {
    http_req_failed: ['rate<=' + MOST_FAILURES],
    ...(LATENCY_P99 ? { http_req_duration: ['p(99)<' + LATENCY_P99] } : {}),
  },
};

export default function () {
  check(http.get(TARGET), { 'is answered': ({ status }) => status < 400 });
}
`;
