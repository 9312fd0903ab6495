import { loadBuiltInBundle } from '@slipway/skeletons';
import { loadTemplates } from './loadTemplates';

const offered = async (given: Partial<Parameters<typeof loadTemplates>[0]>) =>
  loadTemplates({
    owner: 'group:default/platform',
    hidden: [],
    skeletons: ['go-http', 'python-http', 'go-job'],
    ...given,
  });

describe('The templates', () => {
  it('are those that the platform has source for, and those that need none', async () => {
    const templates = await offered({});

    expect(templates.map(({ metadata }) => metadata.name)).toEqual([
      'existing-repository',
      'http-api',
      'existing-image',
      'job',
      'graphql-router',
      'bring-version',
      'retire-service',
    ]);
    const [repository, http, image, job] = templates.map(
      ({ spec }) => spec.parameters[0],
    );
    expect(http.properties.runtime).toMatchObject({
      enum: ['go', 'python'],
      enumNames: ['Go', 'Python'],
      default: 'go',
    });
    expect(Object.keys(repository.properties)).toEqual([
      'owner',
      'url',
      'folder',
      'type',
      'environments',
      'more',
    ]);
    expect(repository.required).toEqual(['owner', 'url']);
    expect(image.properties.runtime).toBeUndefined();
    expect(image.required).toEqual(['name', 'owner', 'image']);
    expect(Object.keys(job.properties).slice(0, 4)).toEqual([
      'name',
      'owner',
      'runtime',
      'schedule',
    ]);
  });

  it('show what their task makes: preview and first step are of one shape', async () => {
    const { skeletons } = await loadBuiltInBundle();
    const templates = await offered({
      skeletons: Object.keys(skeletons),
      // They make no service themselves.
      hidden: ['bring-version', 'retire-service', 'existing-repository'],
    });

    expect(templates.map(({ metadata }) => metadata.name)).toEqual([
      'graphql-subgraph',
      'grpc-api',
      'http-api',
      'existing-image',
      'job',
      'realtime',
      'graphql-router',
      'web',
      'worker',
    ]);
    expect(
      templates
        .filter(({ spec }) => !spec.parameters[0].properties.needs)
        .map(({ metadata }) => metadata.name),
    ).toEqual(['graphql-router', 'web']);
    const [{ spec: graphql }] = templates;
    expect(graphql.parameters[0].properties.runtime.enum).toEqual(['kotlin']);
    for (const { spec } of templates) {
      const fixed = spec.steps[0].input?.fixed;
      expect(fixed).toHaveProperty('type');
      expect(spec.parameters[0].properties.preview['ui:options']).toEqual({
        fixed,
      });
    }
  });

  it('belong to whom the portal says, without those that it hides', async () => {
    const templates = await offered({
      hidden: [
        'existing-repository',
        'job',
        'existing-image',
        'graphql-router',
        'bring-version',
        'retire-service',
      ],
    });

    expect(templates.map(({ metadata }) => metadata.name)).toEqual([
      'http-api',
    ]);
    expect(templates[0].spec.owner).toBe('group:default/platform');
    const [, , , , , , retire] = await offered({});
    expect(retire.spec.owner).toBe('group:default/platform');
  });
});
