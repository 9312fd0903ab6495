import { useState, type ComponentType } from 'react';
import { renderInTestApp } from '@backstage/frontend-test-utils';
import type { FieldExtensionComponentProps } from '@backstage/plugin-scaffolder-react';
import type { CreatePlatform } from '@slipway/plugin-slipway-common';
import { slipwayApiRef, type SlipwayApi } from '../api';

export const platform: CreatePlatform = {
  clusters: [
    {
      name: 'local',
      kubernetesVersion: '1.36',
      state: 'ok',
      namespaces: ['tools'],
    },
    {
      name: 'eu-1',
      kubernetesVersion: '1.35',
      state: 'unreachable',
      namespaces: [],
    },
  ],
  environments: [
    { name: 'dev', cluster: 'local' },
    { name: 'prod', cluster: 'eu-1' },
  ],
  names: [
    {
      cluster: 'eu-1',
      need: 'kafka',
      kind: 'Kafka',
      before: '',
      after: '-events',
      most: 40,
    },
  ],
  hosts: ['git.example.org'],
  repository: { host: 'git.example.org', owner: 'shop' },
};

/** A field in a form that keeps what it is told, beside a button that fills in something else. */
export function renderField<T>(
  Field: ComponentType<FieldExtensionComponentProps<T, any>>,
  {
    api,
    fields = {},
    next = {},
    ...props
  }: {
    api: Partial<SlipwayApi>;
    /** What the form's other fields say, and what they say after "Next". */
    fields?: object;
    next?: object;
    formData?: T;
    schema?: object;
    uiSchema?: object;
    rawErrors?: string[];
  },
) {
  const onChange = jest.fn();
  const Form = () => {
    const [value, setValue] = useState(props.formData);
    const [others, setOthers] = useState(fields);
    const given = {
      schema: { title: 'The field' },
      uiSchema: {},
      ...props,
      formContext: { formData: others },
      formData: value,
      onChange: (changed: T) => {
        setValue(changed);
        onChange(changed);
      },
    } as unknown as FieldExtensionComponentProps<T, any>;
    return (
      <>
        <Field {...given} />
        <button type="button" onClick={() => setOthers(next)}>
          Fill in
        </button>
      </>
    );
  };
  const { container } = renderInTestApp(<Form />, {
    apis: [[slipwayApiRef, api]],
  });
  return { container, onChange };
}
