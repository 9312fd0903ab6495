/** What the template decides and the form does not ask. */
export interface PreviewOptions {
  fixed?: Record<string, unknown>;
}

/** What is shown as long as a field is empty, so that there is something to see from the start. */
const standIns: Record<string, unknown> = {
  name: 'my-service',
  owner: 'group:default/my-team',
};

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
    ...(values.runtime === 'container' ? imageStandIn : {}),
  };
  const missing = Object.keys(wanted).filter(field => !values[field]);
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
