import { sendJson } from '../http';
import { Call } from './call';
import { GatewayError, denied } from './gateway';

/** What an account gets that has no right: lists are empty, and only who asks for one thing is told that he may not. */
export function answerPowerless(call: Call): void {
  const { request, response, path, home } = call;
  const [area, name] = path;
  if (request.method !== 'GET') {
    throw denied();
  }
  if (area === 'stream') {
    call.streams.start(
      home,
      { matches: () => false, resourceVersion: undefined },
      request,
      response,
    );
    return;
  }
  if (area === 'account') {
    sendJson(response, 200, { value: 'no' });
    return;
  }
  if (name) {
    throw area === 'projects'
      ? new GatewayError(403, 7, `permission denied: projects, get, ${name}`)
      : denied();
  }
  sendJson(response, 200, {
    metadata: { resourceVersion: String(home.store.version) },
    items: null,
  });
}
