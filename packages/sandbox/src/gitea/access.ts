import { IncomingMessage } from 'node:http';
import { basicCredentials } from '../http';

/** Fixed and public: whoever reaches the sandbox's loopback address may use them. */
export const GITEA_USER = 'slipway';
const GITEA_PASSWORD = 'sandbox';

export type Access = 'anonymous' | 'user' | 'wrong';

/** Basic credentials, or Gitea's `token` header with the password. */
export function accessOf(request: IncomingMessage): Access {
  if (!request.headers.authorization) {
    return 'anonymous';
  }
  const basic = basicCredentials(request);
  if (basic?.username === GITEA_USER && basic.password === GITEA_PASSWORD) {
    return 'user';
  }
  const token = /^(?:token|bearer)\s+(.+)$/i.exec(
    request.headers.authorization,
  );
  return token?.[1] === GITEA_PASSWORD ? 'user' : 'wrong';
}
