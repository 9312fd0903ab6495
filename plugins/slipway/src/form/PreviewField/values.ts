/** What the template decides and the form does not ask. */
export interface PreviewOptions {
  fixed?: Record<string, unknown>;
}

/** What is shown as long as a field is empty, so that there is something to see from the start. */
const standIns: Record<string, unknown> = {
  name: 'my-service',
  owner: 'group:default/my-team',
};

const subgraphsStandIn = { subgraphs: ['my-subgraph'] };

const imageStandIn = { image: 'registry.example.org/shop/my-service:1.0.0' };

/** The form's values as the task will get them. */
export function valuesOf(
  formData: Record<string, unknown>,
  { fixed = {} }: PreviewOptions = {},
): Record<string, unknown> {
  const { preview, ...values } = formData;
  return { ...values, ...fixed };
}

/** The same with stand-ins for what is not there yet, and which fields these are for. */
export function withStandIns(values: Record<string, unknown>): {
  values: Record<string, unknown>;
  missing: string[];
} {
  const wanted = {
    ...standIns,
    ...runs(values),
  };
  const missing = Object.keys(wanted).filter(field => isEmpty(values[field]));
  return {
    values: {
      ...values,
      ...Object.fromEntries(
        Object.entries(wanted).filter(([field]) => missing.includes(field)),
      ),
    },
    missing,
  };
}

/** What an image runs: of a router the form asks for the subgraphs, and has them as a list from the start. */
function runs(values: Record<string, unknown>): object {
  if (values.runtime !== 'container') {
    return {};
  }
  return Array.isArray(values.subgraphs) ? subgraphsStandIn : imageStandIn;
}

function isEmpty(value: unknown): boolean {
  return Array.isArray(value) ? value.length === 0 : !value;
}
