import { useEffect, useState, type ComponentType } from 'react';
import type { FieldExtensionComponentProps } from '@backstage/plugin-scaffolder-react';
import type { CreatePlatform, Preview } from '@slipway/plugin-slipway-common';
import type { SlipwayApi } from '../src/api';
import { EnvironmentsField } from '../src/form/EnvironmentsField/EnvironmentsField';
import { MoreField } from '../src/form/MoreField/MoreField';
import { PreviewField } from '../src/form/PreviewField/PreviewField';
import { RepositoryField } from '../src/form/RepositoryField/RepositoryField';
import { ServiceNameField } from '../src/form/ServiceNameField/ServiceNameField';
import { ago } from './times';

const platform: CreatePlatform = {
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
  names: [],
  hosts: ['git.example.org', 'github.com'],
  repository: { host: 'git.example.org', owner: 'pay' },
};

const file = (path: string, central?: boolean): Preview['files'][number] => ({
  path,
  digest: path,
  lines: 40,
  ...(central && { central }),
});

const preview: Preview = {
  files: [
    file('Dockerfile'),
    file('README.md'),
    file('cmd/parcels/main.go'),
    file('deploy/base/deployment.yaml'),
    file('deploy/base/kustomization.yaml'),
    file('deploy/overlays/prod/kustomization.yaml'),
    file('slipway.yaml'),
    file('apps/parcels.yaml', true),
  ],
  opened: {
    path: 'README.md',
    content:
      '# parcels\n\nWhere every parcel is, for whoever waits for it.\n\n    make run\n',
  },
  findings: [
    {
      rule: 'quota',
      severity: 'warning',
      message: 'prod asks for more than its namespace allows at its largest',
      remedy: 'Let it scale to 4 at most, or ask for a larger quota',
      path: 'spec.environments.prod.scaling',
    },
  ],
  asks: ['dev', 'prod'].map(environment => ({
    environment,
    namespace: `parcels-${environment}`,
    amounts: { pods: 4, 'requests.cpu': 0.4, 'requests.memory': 3 * 2 ** 30 },
    quota: {
      answer: 'data',
      at: ago({ minutes: 1 }),
      value: {
        resources: [
          {
            resource: 'pods',
            quota: 'platform',
            used: environment === 'prod' ? 8 : 2,
            limit: 10,
          },
        ],
        verdict: { state: 'healthy', reasons: [] },
      },
    },
  })),
};

/** What a back end would tell of a platform on which services are made. */
export const formApi: Partial<SlipwayApi> = {
  getCreatePlatform: async () => platform,
  preview: async () => preview,
};

const fields: [
  name: string,
  Field: ComponentType<FieldExtensionComponentProps<any, any>>,
  schema: object,
][] = [
  ['name', ServiceNameField, { title: 'Name' }],
  ['environments', EnvironmentsField, { title: 'Environments' }],
  [
    'more',
    MoreField,
    { title: 'More', properties: { port: { title: 'Port' } } },
  ],
  ['repository', RepositoryField, {}],
  ['preview', PreviewField, { title: 'What you will get' }],
];

/** What a portal's own form draws in the fold. */
const registry = { fields: { ObjectField: () => <p>8080</p> } };

/** The fields of a form that makes a service, in boxes like the portal's; what it folds away is open, so that all of it is seen. */
export const Form = () => {
  const [formData, setFormData] = useState<Record<string, unknown>>({
    name: 'parcels',
  });
  useEffect(() => {
    document.querySelectorAll('details').forEach(fold => {
      fold.open = true;
    });
  }, []);
  return (
    <form data-state="healthy">
      <div>
        {fields.map(([name, Field, schema]) => {
          const given = {
            schema,
            registry,
            uiSchema: {},
            formContext: { formData },
            formData: formData[name],
            onChange: (value: unknown) =>
              setFormData(before => ({ ...before, [name]: value })),
          } as unknown as FieldExtensionComponentProps<any, any>;
          return (
            <div key={name}>
              <div>
                <Field {...given} />
              </div>
            </div>
          );
        })}
      </div>
    </form>
  );
};
