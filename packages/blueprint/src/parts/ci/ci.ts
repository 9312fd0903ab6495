import { managed } from '../../files';
import type { RenderContext } from '../../context';
import type { PartFile } from '../../files';
import type { Part } from '../part';
import { gitlabPipeline } from './gitlab';
import { workflow } from './workflow';

/**
 * The pipeline, for what the host runs: test, build, push, and bring tag and digest to the overlays. Tests run as a stage of
 * the Dockerfile, so they are the same on every host and on a developer's machine.
 */
export const ciPart: Part = {
  name: 'ci',
  files(ctx) {
    // An image that exists already is built by somebody else.
    return ctx.build.image ? [] : [pipeline(ctx)];
  },
};

function pipeline(ctx: RenderContext): PartFile {
  const { host } = ctx.service.spec.repository;
  if (host === 'gitlab') {
    return managed('.gitlab-ci.yml', gitlabPipeline(ctx));
  }
  const file = `${ctx.root ? ctx.name : 'ci'}.yaml`;
  return {
    ...managed(`.github/workflows/${file}`, workflow(ctx, host)),
    placed: true,
  };
}
