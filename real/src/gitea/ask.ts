import { requestText } from '../http';
import { RealGitea } from './realGitea';

export type GiteaAccount = Pick<RealGitea, 'url' | 'username' | 'password'>;

/** Gitea's API as its administrator uses it. */
export async function askGitea(
  { url, username, password }: GiteaAccount,
  method: string,
  path: string,
  body?: object,
): Promise<any> {
  const credentials = Buffer.from(`${username}:${password}`).toString('base64');
  const answer = await requestText(`${url}/api/v1${path}`, {
    method,
    headers: { authorization: `Basic ${credentials}` },
    body: body && JSON.stringify(body),
  });
  if (answer.status >= 300) {
    throw new Error(
      `Gitea answered ${answer.status} to ${method} ${path}: ${answer.body}`,
    );
  }
  return JSON.parse(answer.body);
}
