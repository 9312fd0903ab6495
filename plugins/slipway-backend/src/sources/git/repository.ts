import { ScmIntegrationRegistry } from '@backstage/integration';

const types = ['github', 'gitlab', 'gitea'] as const;

export type HostType = (typeof types)[number];

/** Where a service's source lies. */
export interface Repository {
  type: HostType;
  /** As the portal's integrations have it. */
  host: string;
  /** `owner/name`; a group of GitLab has further ones. */
  project: string;
  branch?: string;
  /** The folder of the service, in a repository of several. */
  path?: string;
  /** As people open it. */
  url: string;
}

/** What follows the project in the address of a folder: the branch and the folder. */
const folders: Record<HostType, RegExp> = {
  github: /^(?<project>[^/]+\/[^/]+)(?:\/(?:tree|blob)\/(?<rest>.*))?$/,
  gitlab: /^(?<project>.+?)(?:\/-\/(?:tree|blob)\/(?<rest>.*))?$/,
  gitea: /^(?<project>[^/]+\/[^/]+)(?:\/src\/branch\/(?<rest>.*))?$/,
};

/** From the annotation `backstage.io/source-location`; nothing where no integration of the portal knows its host. */
export function repositoryOf(
  location: string | undefined,
  integrations: Pick<ScmIntegrationRegistry, 'byUrl'>,
): Repository | undefined {
  const text = location?.replace(/^url:/, '') ?? '';
  const integration = URL.canParse(text) && integrations.byUrl(text);
  const type = types.find(one => integration && integration.type === one);
  if (!integration || !type) {
    return undefined;
  }
  const { origin, pathname } = new URL(text);
  const root = rootOf(integration);
  const inside = pathname
    .slice(root.length)
    .split('/')
    .filter(Boolean)
    .map(decoded)
    .join('/');
  const { project, rest } = folders[type].exec(inside)?.groups ?? {};
  if (!project?.includes('/')) {
    return undefined;
  }
  const [branch, ...folder] = (rest ?? '').split('/');
  const named = project.replace(/\.git$/, '');
  return {
    type,
    host: integration.title,
    project: named,
    ...(branch && { branch }),
    ...(folder.length > 0 && { path: folder.join('/') }),
    url: `${origin}${root}/${named}`,
  };
}

/** The path under which a host serves its pages, where that is not its root. */
function rootOf(integration: unknown): string {
  const { baseUrl } = (integration as { config: { baseUrl?: string } }).config;
  const root =
    baseUrl && URL.canParse(baseUrl) ? new URL(baseUrl).pathname : '/';
  return root.replace(/\/$/, '');
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
