import { eventually } from '../eventually';
import { askGitea, GiteaAccount } from '../gitea/ask';

import { RealPortal } from './portal';

/** Has a service made by its template, as somebody at the form has. */
export async function create(
  portal: Pick<RealPortal, 'ask'>,
  template: string,
  values: object,
): Promise<void> {
  await eventually('the portal has the template', async () => {
    const { status } = await portal.ask(
      'GET',
      `/api/catalog/entities/by-name/template/default/${template}`,
    );
    return status === 200 ? { value: status } : { last: status };
  });
  const { body } = await portal.ask('POST', '/api/scaffolder/v2/tasks', {
    templateRef: `template:default/${template}`,
    values,
  });
  const task = `/api/scaffolder/v2/tasks/${body.id}`;
  const status = await eventually('the task is over', async () => {
    const last = (await portal.ask('GET', task)).body.status;
    return ['completed', 'failed'].includes(last) ? { value: last } : { last };
  });
  if (status !== 'completed') {
    const events = (await portal.ask('GET', `${task}/events`)).body;
    throw new Error(
      events.map(({ body: { message } }: any) => message).join('\n'),
    );
  }
}

/** Commits a tag to an environment, as the service's own pipeline does once it has pushed the image; gives the commit. */
export async function deploy(
  gitea: GiteaAccount,
  service: string,
  environment: string,
  tag: string,
): Promise<string> {
  const file = `/repos/shop/${service}/contents/deploy/overlays/${environment}/kustomization.yaml`;
  const { sha, content } = await askGitea(gitea, 'GET', file);
  const text = Buffer.from(content, 'base64').toString();
  const { commit } = await askGitea(gitea, 'PUT', file, {
    sha,
    branch: 'main',
    message: `Deploy ${tag} to ${environment}`,
    content: Buffer.from(text.replace(/newTag: .*/, `newTag: ${tag}`)).toString(
      'base64',
    ),
  });
  return commit.sha;
}
