import { STATUS_CODES } from 'node:http';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { context } from '@opentelemetry/api';
import { WebSocketServer } from 'ws';
import type { Count } from '../core/requests.ts';
import { beginRequest, endRequest } from '../core/requestSpan.ts';
import { idOf } from '../core/server.ts';
import type { Server } from '../core/server.ts';
import type { Hub } from './hub.ts';

const ROUTE = '/v1/rooms/:room';
const LET_IN = 101;
const LONGEST_NAME = 100;
const LONGEST_MESSAGE = 32 * 1024;

/** Takes whoever asks for a room into it. Only pages of the same host may; let in others where you know them. */
export function acceptGuests({ app }: Server, hub: Hub, count: Count): void {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: LONGEST_MESSAGE });
  app.server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const start = performance.now();
    const begun = beginRequest(request);
    const room = roomOf(request);
    const code = codeOf(request, room);
    if (room !== undefined && code === LET_IN) {
      sockets.handleUpgrade(request, socket, head, guest => hub.join(room, guest));
    } else {
      socket.end(`HTTP/1.1 ${code} ${STATUS_CODES[code]}\r\nconnection: close\r\n\r\n`);
    }
    const labels = { method: 'GET', route: room ? ROUTE : 'none', code };
    const seconds = (performance.now() - start) / 1000;
    count(labels, seconds);
    const request_id = idOf(request.headers['x-request-id']);
    const said = { request_id, method: 'GET', path: request.url?.split('?', 1)[0], code, duration_ms: Math.round(seconds * 1000) };
    context.with(begun, () => app.log.info(said, 'request'));
    endRequest(begun, labels);
  });
}

function roomOf({ url = '' }: IncomingMessage): string | undefined {
  return /^\/v1\/rooms\/([^/?]+)(\?|$)/.exec(url)?.[1];
}

function codeOf({ headers }: IncomingMessage, room: string | undefined): number {
  if (room === undefined) {
    return 404;
  }
  if (room.length > LONGEST_NAME) {
    return 400;
  }
  const sameHost = !headers.origin || URL.parse(headers.origin)?.host === headers.host;
  return sameHost ? LET_IN : 403;
}
