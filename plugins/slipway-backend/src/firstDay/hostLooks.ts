import { FirstDayLook } from '@slipway/model';
import { GitClient } from '../sources/git/GitClient';
import { RepositoryFiles, pathIn } from '../sources/git/RepositoryFiles';
import { Repository } from '../sources/git/repository';
import { answerError } from '../sources/servers/problems';
import { Found, asked, denied, missing, there } from './found';

type Settings = Extract<FirstDayLook, { kind: 'settings' }>;

const names = { github: 'GitHub', gitlab: 'GitLab', gitea: 'Gitea' };

/** What hosts tell of a repository: names, switches and rules, and never what a secret holds. */
export class HostLooks {
  private readonly files: RepositoryFiles;

  constructor(private readonly client: Pick<GitClient, 'ask'>) {
    this.files = new RepositoryFiles(client);
  }

  /** The text of a file on its branch; `undefined`: there is none. */
  async file(
    repository: Repository,
    path: string,
    signal: AbortSignal,
  ): Promise<string | undefined> {
    return this.files.file(repository, path, signal);
  }

  /** Whether anybody may read it; `undefined`: not told. */
  async isPublic(
    repository: Repository,
    signal: AbortSignal,
  ): Promise<boolean | undefined> {
    const body = await this.read(repository, pathIn(repository), signal);
    return body
      ? body.private === false || body.visibility === 'public'
      : undefined;
  }

  async pipeline(
    repository: Repository,
    pullRequests: boolean,
    signal: AbortSignal,
  ): Promise<Found> {
    const at = pathIn(repository);
    if (repository.type === 'gitea') {
      return this.asked(repository, 'read on it', async () => {
        const body = await this.read(repository, at, signal);
        return body?.has_actions === false
          ? missing('Actions is switched off')
          : there();
      });
    }
    return this.asked(repository, 'Administration: read', async () => {
      const actions = await this.read(
        repository,
        `${at}/actions/permissions`,
        signal,
      );
      const workflow = await this.read(
        repository,
        `${at}/actions/permissions/workflow`,
        signal,
      );
      if (!actions || !workflow) {
        // GitHub hides what a token may not see.
        return denied('GitHub shows it to tokens with Administration: read');
      }
      const wrong = [
        actions.enabled === false && 'Actions is switched off',
        workflow.default_workflow_permissions !== 'write' &&
          'workflows may only read',
        pullRequests &&
          workflow.can_approve_pull_request_reviews !== true &&
          'workflows may not create pull requests',
      ].filter(Boolean);
      return wrong.length > 0 ? missing(wrong.join(', ')) : there();
    });
  }

  async settings(
    repository: Repository,
    { secrets, variables }: Settings,
    signal: AbortSignal,
  ): Promise<Found> {
    const permission =
      repository.type === 'gitlab'
        ? 'the role Maintainer'
        : 'the right to list the names of secrets and variables';
    return this.asked(repository, permission, async () => {
      const kinds = [
        ['secrets', secrets],
        ['variables', variables],
      ] as const;
      const lacking: string[] = [];
      let hidden = false;
      for (const [kind, wanted] of kinds) {
        if (wanted.length > 0) {
          const known = await this.namesOf(repository, kind, signal);
          if (!known) {
            return denied(
              `${
                names[repository.type]
              } shows them to tokens with ${permission}`,
            );
          }
          lacking.push(...wanted.filter(name => !known.names.has(name)));
          hidden ||= known.partly;
        }
      }
      if (lacking.length === 0) {
        return there();
      }
      const list = lacking.join(' and ');
      return hidden
        ? denied(
            `the repository has no ${list}, and what its organization has may not be looked at`,
          )
        : missing(`there is no ${list}`);
    });
  }

  async branch(
    repository: Repository,
    branch: string,
    signal: AbortSignal,
  ): Promise<Found> {
    const at = pathIn(repository);
    return this.asked(repository, 'read on branches', async () => {
      const name = encodeURIComponent(branch);
      const found = await this.read(
        repository,
        repository.type === 'gitlab'
          ? `${at}/repository/branches/${name}`
          : `${at}/branches/${name}`,
        signal,
      );
      if (!found) {
        return missing(`there is no branch ${branch}`);
      }
      return found.protected === true
        ? this.protection(repository, name, found, signal)
        : there('it is not protected');
    });
  }

  private async protection(
    repository: Repository,
    branch: string,
    found: Record<string, any>,
    signal: AbortSignal,
  ): Promise<Found> {
    const at = pathIn(repository);
    const read = (path: string) =>
      this.readOrHidden(repository, `${at}/${path}`, signal);
    switch (repository.type) {
      case 'github': {
        const rules = await read(`branches/${branch}/protection`);
        if (!rules) {
          return denied(
            'it is protected, and GitHub shows how to tokens with Administration: read',
          );
        }
        return rules.required_pull_request_reviews || rules.restrictions
          ? missing('it takes pull requests alone')
          : there();
      }
      case 'gitea': {
        const rule =
          encodeURIComponent(found.effective_branch_protection_name ?? '') ||
          branch;
        const rules = await read(`branch_protections/${rule}`);
        if (!rules) {
          return denied(
            'it is protected, and Gitea shows how to its administrators',
          );
        }
        return rules.enable_push === true &&
          rules.enable_push_whitelist !== true
          ? there()
          : missing('it takes no push of the pipeline');
      }
      default: {
        if (found.developers_can_push === true) {
          return there();
        }
        const rules = await read(`protected_branches/${branch}`);
        const levels = rules?.push_access_levels;
        if (!Array.isArray(levels)) {
          return denied(
            'it is protected, and GitLab shows how to the role Maintainer',
          );
        }
        return levels.some(({ access_level: level }) => Number(level) > 0)
          ? there('if the token has the role Maintainer')
          : missing('nobody may push to it');
      }
    }
  }

  /** The names that a repository or its organization has; `undefined`: they may not be listed. */
  private async namesOf(
    repository: Repository,
    kind: 'secrets' | 'variables',
    signal: AbortSignal,
  ): Promise<{ names: Set<string>; partly: boolean } | undefined> {
    if (repository.type === 'gitlab') {
      return this.gitlabNames(repository, signal);
    }
    const { project, type } = repository;
    const [owner] = project.split('/');
    const own = await this.readOrHidden(
      repository,
      `${pathIn(repository)}/actions/${kind}?per_page=100&limit=100`,
      signal,
    );
    if (!own) {
      return undefined;
    }
    const shared = await this.readOrHidden(
      repository,
      type === 'github'
        ? `${pathIn(repository)}/actions/organization-${kind}?per_page=100`
        : `/orgs/${encodeURIComponent(owner)}/actions/${kind}?limit=100`,
      signal,
    );
    return {
      names: new Set([...namesIn(own, kind), ...namesIn(shared, kind)]),
      partly: shared === undefined,
    };
  }

  /** GitLab's other API hands out names with their values: of this one the names alone are asked for. */
  private async gitlabNames(repository: Repository, signal: AbortSignal) {
    const { status, body } = await this.client.ask(repository, '', {
      signal,
      query: {
        query: `query($path: ID!) { project(fullPath: $path) {
          ciVariables { nodes { key } }
          inheritedCiVariables { nodes { key } } } }`,
        variables: { path: repository.project },
      },
    });
    if (status !== 200) {
      throw answerError(status);
    }
    const { ciVariables, inheritedCiVariables } =
      (body as any)?.data?.project ?? {};
    return Array.isArray(ciVariables?.nodes)
      ? {
          names: new Set<string>(
            [...ciVariables.nodes, ...(inheritedCiVariables?.nodes ?? [])].map(
              ({ key }) => String(key),
            ),
          ),
          partly: !Array.isArray(inheritedCiVariables?.nodes),
        }
      : undefined;
  }

  private asked(
    { type }: Repository,
    permission: string,
    look: () => Promise<Found>,
  ): Promise<Found> {
    return asked(names[type], permission, look);
  }

  /** What a token may not see, and what is not there, are answered alike. */
  private async readOrHidden(
    repository: Repository,
    path: string,
    signal: AbortSignal,
  ): Promise<Record<string, any> | undefined> {
    const { status, body } = await this.client.ask(repository, path, {
      signal,
    });
    if ([401, 403, 404].includes(status)) {
      return undefined;
    }
    if (status !== 200) {
      throw answerError(status);
    }
    return (body ?? undefined) as Record<string, any> | undefined;
  }

  private async read(
    repository: Repository,
    path: string,
    signal: AbortSignal,
  ): Promise<Record<string, any> | undefined> {
    const { status, body } = await this.client.ask(repository, path, {
      signal,
    });
    if (status === 404) {
      return undefined;
    }
    if (status !== 200) {
      throw answerError(status);
    }
    return (body ?? undefined) as Record<string, any> | undefined;
  }
}

/** GitHub has the list in an object, Gitea has it bare. */
function namesIn(body: unknown, kind: string): string[] {
  const list = Array.isArray(body) ? body : (body as any)?.[kind];
  return (Array.isArray(list) ? list : []).map(({ name }) => String(name));
}
