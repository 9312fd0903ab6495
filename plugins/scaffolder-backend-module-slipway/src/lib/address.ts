import { InputError } from '@backstage/errors';

/** What stands in an address, and in the hosts' own rules for names. */
const NAME = /^[A-Za-z0-9_](?:[A-Za-z0-9._-]{0,98}[A-Za-z0-9_-])?$/;
/** Groups may lie in groups. */
const OWNER = /^[A-Za-z0-9_](?:[A-Za-z0-9._/-]{0,198}[A-Za-z0-9_-])?$/;

export function checkNames({ owner, name }: { owner: string; name: string }) {
  for (const [field, value, rule] of [
    ['owner', owner, OWNER],
    ['name', name, NAME],
  ] as const) {
    if (!rule.test(value) || value.includes('..')) {
      throw new InputError(
        `${field} ${JSON.stringify(
          value,
        )} cannot be part of a repository's address: use letters, digits, '-', '_' and '.'`,
      );
    }
  }
}

/** What the address of a repository says, as people copy it from their browser or from Git. */
export function repositoryAt(url: string): {
  host: string;
  owner: string;
  name: string;
} {
  const address = url.trim();
  const [, sshHost, sshPath] =
    /^(?:ssh:\/\/)?git@([^:/]+)(?::\d+\/|[:/])(.+)$/.exec(address) ?? [];
  const web =
    /^https?:\/\//.test(address) && URL.canParse(address)
      ? new URL(address)
      : undefined;
  const host = sshHost ?? web?.host;
  const parts = (sshPath ?? web?.pathname ?? '')
    .replace(/\/(-\/)?(tree|src\/branch|blob|-)\/.*$/, '')
    .replace(/\.git\/?$/, '')
    .split('/')
    .filter(part => part !== '');
  const name = parts.pop();
  if (!host || !name || parts.length === 0) {
    throw new InputError(
      `${JSON.stringify(
        url,
      )} is no address of a repository: write it as https://github.com/shop/payments`,
    );
  }
  const found = { owner: parts.join('/'), name };
  checkNames(found);
  return { host, ...found };
}
