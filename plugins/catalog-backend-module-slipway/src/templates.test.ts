import type { JsonObject } from '@backstage/types';
import { serviceJsonSchema, workloadTypes } from '@slipway/model';
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
    expect(image['ui:order']).toEqual([
      'name',
      'owner',
      'image',
      'type',
      'port',
      'health',
      'schedule',
      '*',
    ]);
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
      expect({
        ...spec.parameters[0].properties,
        ...(fixed as object),
      }).toEqual(expect.objectContaining({ type: expect.anything() }));
      expect(spec.parameters[0].properties.preview['ui:options']).toEqual({
        fixed,
      });
    }
  });

  it('let every shape be chosen of what is there already', async () => {
    const templates = await offered({});

    for (const name of ['existing-repository', 'existing-image']) {
      const { properties, dependencies } = templates.find(
        ({ metadata }) => metadata.name === name,
      )!.spec.parameters[0];
      expect(properties.type.enum).toHaveLength(workloadTypes.length);
      expect(properties.type.enum).toEqual(
        expect.arrayContaining([...workloadTypes]),
      );
      // Each in one way: none at all would refuse it, and so would two.
      const told = dependencies!.type.oneOf.flatMap(({ properties: way }) => {
        const { const: only, enum: some } = way.type as JsonObject;
        return some ?? only;
      });
      expect(told.sort()).toEqual([...workloadTypes].sort());
    }
  });

  it('offer every lifecycle that a spec may have', async () => {
    const [, http] = await offered({});
    const { more } = http.spec.parameters[0].properties;
    const { metadata } = serviceJsonSchema.properties as any;

    expect([...(more.properties as any).lifecycle.enum].sort()).toEqual(
      [...metadata.properties.lifecycle.enum].sort(),
    );
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
