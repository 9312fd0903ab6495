import type { Config } from '@backstage/config';
import { ScmIntegrations } from '@backstage/integration';
import { nearestName, type Finding } from '@slipway/model';

/** A Git host that the portal is integrated with. */
export interface GitHost {
  kind: 'github' | 'gitlab' | 'gitea';
  /** As integrations name it: `github.com`. */
  host: string;
  /** Where people see it. */
  baseUrl: string;
}

/** Where a repository is to be. */
export interface RepositoryPlace extends GitHost {
  owner: string;
  url: string;
}

/** Those that the configuration names. Backstage adds the public ones, which the portal then has no account at. */
export function gitHosts(config: Config): GitHost[] {
  const integrations = ScmIntegrations.fromConfig(config);
  return (['gitea', 'github', 'gitlab'] as const).flatMap(kind => {
    const named = (
      config.getOptionalConfigArray(`integrations.${kind}`) ?? []
    ).map(entry => entry.getOptionalString('host'));
    return integrations[kind]
      .list()
      .filter(({ config: { host } }) => named.includes(host))
      .map(({ config: { host, ...rest } }) => ({
        kind,
        host,
        baseUrl: (
          ('baseUrl' in rest && rest.baseUrl) ||
          githubBaseUrl(
            host,
            'apiBaseUrl' in rest ? rest.apiBaseUrl : undefined,
          )
        ).replace(/\/+$/, ''),
      }));
  });
}

/** GitHub's configuration names its API alone, which is on the same host, except for the public one. */
function githubBaseUrl(host: string, apiBaseUrl?: string): string {
  const api = apiBaseUrl ? new URL(apiBaseUrl) : undefined;
  return api?.host === host ? api.origin : `https://${host}`;
}

/** Where a new repository goes: what the form says, else what the portal has set, else the only host that it knows. */
export function repositoryPlace(
  hosts: readonly GitHost[],
  name: string,
  wanted: { host?: string; owner?: string },
): { place?: RepositoryPlace; findings: Finding[] } {
  const host = wanted.host
    ? hosts.find(known => known.host === wanted.host)
    : hosts[0];
  const names = hosts.map(known => known.host);
  if (!host || (!wanted.host && hosts.length > 1)) {
    return {
      findings: [
        finding(
          'repository.host',
          wanted.host
            ? `the portal is integrated with no Git host '${wanted.host}'`
            : 'it is not said which Git host gets the repository',
          remedyFor(wanted.host, names),
        ),
      ],
    };
  }
  const { owner } = wanted;
  if (!owner || !/^[A-Za-z0-9_][A-Za-z0-9._/-]{0,98}$/.test(owner)) {
    return {
      findings: [
        finding(
          'repository.owner',
          owner
            ? `${JSON.stringify(owner)} cannot be the owner of a repository`
            : 'it is not said which organization gets the repository',
          'Name the organization, or set slipway.create.repository.owner in the configuration of the portal',
        ),
      ],
    };
  }
  return {
    place: { ...host, owner, url: `${host.baseUrl}/${owner}/${name}` },
    findings: [],
  };
}

function remedyFor(host: string | undefined, names: string[]): string {
  const nearest = host && nearestName(host, names);
  if (nearest) {
    return `Write ${nearest}`;
  }
  return names.length
    ? `Choose one of ${names.join(', ')}`
    : "Add one under integrations in the portal's configuration";
}

function finding(rule: string, message: string, remedy: string): Finding {
  return {
    rule,
    severity: 'error',
    path: 'spec.repository',
    message,
    remedy,
  };
}
