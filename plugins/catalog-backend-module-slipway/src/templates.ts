import type { Entity } from '@backstage/catalog-model';
import type { JsonObject } from '@backstage/types';
import { runtimes } from '@slipway/model';

/** One file of shapes/: what one template has of its own. */
export interface Shape {
  name: string;
  title: string;
  description: string;
  /** What the form does not ask, such as `type`. */
  fixed: { type: string; runtime?: string };
  /** Fields of its own, and which of them must be filled. */
  parameters?: JsonObject;
  required?: string[];
}

export interface Template extends Entity {
  spec: {
    owner?: string;
    parameters: {
      required: string[];
      properties: Record<string, JsonObject>;
    }[];
    steps: { name: string; action: string; input?: JsonObject }[];
  } & JsonObject;
}

/** What people call the runtimes. */
const titles: Record<(typeof runtimes)[number], string> = {
  go: 'Go',
  node: 'Node.js (TypeScript)',
  python: 'Python',
  kotlin: 'Kotlin',
  nextjs: 'Next.js',
  container: 'Container image',
};

/** A template for each shape that the platform has source for, in at least one runtime, or that needs none. */
export function createTemplates(
  common: Template,
  shapes: readonly Shape[],
  platform: {
    owner?: string;
    hidden: readonly string[];
    skeletons: readonly string[];
  },
): Template[] {
  return shapes
    .filter(({ name }) => !platform.hidden.includes(name))
    .map(shape => ({
      shape,
      offered: runtimes.filter(runtime =>
        platform.skeletons.includes(`${runtime}-${shape.fixed.type}`),
      ),
    }))
    .filter(({ shape, offered }) => shape.fixed.runtime || offered.length > 0)
    .map(({ shape, offered }) =>
      createTemplate(common, shape, platform.owner, offered),
    );
}

/** Those that make no service, so that nothing of them depends on what the platform has source for. */
export function offeredAsTheyAre(
  whole: readonly Template[],
  platform: { owner?: string; hidden: readonly string[] },
): Template[] {
  return whole
    .filter(({ metadata }) => !platform.hidden.includes(metadata.name))
    .map(template => ({
      ...template,
      spec: {
        ...template.spec,
        ...(platform.owner ? { owner: platform.owner } : {}),
      },
    }));
}

function createTemplate(
  common: Template,
  { name, title, description, fixed, parameters = {}, required = [] }: Shape,
  owner: string | undefined,
  offered: readonly (typeof runtimes)[number][],
): Template {
  const template = structuredClone(common);
  const { spec } = template;
  const [page] = spec.parameters;
  const {
    name: nameField,
    owner: ownerField,
    runtime,
    ...others
  } = page.properties;
  page.required.push(...required);
  page.properties = {
    name: nameField,
    owner: ownerField,
    ...(fixed.runtime
      ? {}
      : {
          runtime: {
            ...runtime,
            enum: [...offered],
            enumNames: offered.map(one => titles[one]),
            default: offered[0],
          },
        }),
    ...(parameters as Record<string, JsonObject>),
    ...others,
    // What is shown is what the task will make.
    preview: { ...others.preview, 'ui:options': { fixed } },
  };
  for (const { action, input } of spec.steps) {
    if (action === 'slipway:spec:compose') {
      Object.assign(input!, { fixed });
    }
  }
  return {
    ...template,
    metadata: {
      ...template.metadata,
      name,
      title,
      description,
      tags: fixed.runtime ? [fixed.type] : [fixed.type, ...offered],
    },
    spec: { ...spec, ...(owner ? { owner } : {}) },
  };
}
