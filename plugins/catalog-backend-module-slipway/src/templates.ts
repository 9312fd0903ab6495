import type { Entity } from '@backstage/catalog-model';
import type { JsonObject } from '@backstage/types';
import { runtimes } from '@slipway/model';

/** One file of shapes/: what one template has of its own. */
export interface Shape {
  name: string;
  title: string;
  description: string;
  /** What the form does not ask, such as `type`. */
  fixed: { type?: string; api?: string; runtime?: string };
  /** Fields of its own, and which of them must be filled. */
  parameters?: JsonObject;
  required?: string[];
  /** Further fields of its own, asked as the value of another one is; as JSON Schema has it, each way under `oneOf`. */
  dependencies?: Record<string, { oneOf: { properties: JsonObject }[] }>;
  /** Fields that all others have and this one does not ask, with `more.` before those that are folded away. */
  leaveOut?: string[];
  /** Where it does something else than the others: the whole of its steps, and what it tells at the end. */
  steps?: Template['spec']['steps'];
  output?: JsonObject;
}

export interface Template extends Entity {
  spec: {
    owner?: string;
    parameters: {
      required: string[];
      properties: Record<string, JsonObject>;
      dependencies?: Shape['dependencies'];
      'ui:order'?: string[];
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
        platform.skeletons.includes(
          `${runtime}-${shape.fixed.api ?? shape.fixed.type}`,
        ),
      ),
    }))
    .filter(({ shape, offered }) => !asksRuntime(shape) || offered.length > 0)
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

function asksRuntime({ fixed, leaveOut = [] }: Shape): boolean {
  return !fixed.runtime && !leaveOut.includes('runtime');
}

function createTemplate(
  common: Template,
  shape: Shape,
  owner: string | undefined,
  offered: readonly (typeof runtimes)[number][],
): Template {
  const { name, title, description, fixed, steps, output } = shape;
  const { parameters = {}, required = [], leaveOut = [] } = shape;
  const { dependencies } = shape;
  const template = structuredClone(common);
  const spec: Template['spec'] = {
    ...template.spec,
    ...(steps ? { steps: structuredClone(steps) } : {}),
    ...(output ? { output } : {}),
  };
  const [page] = spec.parameters;
  const {
    name: nameField,
    owner: ownerField,
    runtime,
    ...others
  } = page.properties;
  page.required = [...page.required, ...required].filter(
    field => !leaveOut.includes(field),
  );
  const properties: Record<string, JsonObject> = {
    name: nameField,
    owner: ownerField,
    ...(asksRuntime(shape)
      ? {
          runtime: {
            ...runtime,
            enum: [...offered],
            enumNames: offered.map(one => titles[one]),
            default: offered[0],
          },
        }
      : {}),
    ...others,
    // What is shown is what the task will make.
    preview: { ...others.preview, 'ui:options': { fixed } },
  };
  const more = properties.more.properties as JsonObject;
  properties.more.properties = Object.fromEntries(
    Object.entries(more).filter(
      ([field]) => !leaveOut.includes(`more.${field}`),
    ),
  );
  page.properties = Object.fromEntries(
    placed(properties, parameters as Record<string, JsonObject>).filter(
      ([field]) => !leaveOut.includes(field),
    ),
  );
  if (dependencies) {
    page.dependencies = dependencies;
    page['ui:order'] = orderOf(page.properties, parameters, dependencies);
  }
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
      tags: [fixed.type ?? [], asksRuntime(shape) ? offered : []].flat(),
    },
    spec: { ...spec, ...(owner ? { owner } : {}) },
  };
}

/** What a shape asks of its own stands behind what the service is, and before what it needs. */
function placed(
  properties: Record<string, JsonObject>,
  own: Record<string, JsonObject>,
): [string, JsonObject][] {
  const fields = Object.entries(properties);
  const at = fields.findIndex(([field]) => field === 'needs');
  return [...fields.slice(0, at), ...Object.entries(own), ...fields.slice(at)];
}

/** Forms put what is asked by and by at their end, below the preview: it belongs behind the shape's other fields. */
function orderOf(
  properties: Record<string, JsonObject>,
  own: JsonObject,
  dependencies: NonNullable<Shape['dependencies']>,
): string[] {
  const fields = Object.keys(properties);
  const last = Math.max(...Object.keys(own).map(one => fields.indexOf(one)));
  const further = Object.values(dependencies).flatMap(({ oneOf }) =>
    oneOf.flatMap(way => Object.keys(way.properties)),
  );
  return [...new Set([...fields.slice(0, last + 1), ...further]), '*'];
}
