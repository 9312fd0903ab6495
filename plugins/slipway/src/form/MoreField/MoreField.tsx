import type { FieldExtensionComponentProps } from '@backstage/plugin-scaffolder-react';
import { Fold } from '../Fold';

type Values = Record<string, unknown>;

/** The fields of an object, folded away: they all have a default. */
export const MoreField = (props: FieldExtensionComponentProps<Values>) => {
  const { formData, registry, schema, uiSchema } = props;
  const { ObjectField } = registry.fields;
  const fields = Object.entries(schema.properties ?? {}).map(
    ([name, field]) => ({
      title: (typeof field === 'object' && field.title) || name,
      value: formData?.[name],
    }),
  );
  const says = fields
    .map(({ title, value }) =>
      typeof value === 'string' && value ? `${title}: ${value}` : title,
    )
    .join(', ');
  return (
    <Fold title={schema.title} says={says}>
      <ObjectField
        {...props}
        schema={{ ...schema, title: undefined }}
        uiSchema={{ ...uiSchema, 'ui:field': undefined }}
      />
    </Fold>
  );
};
