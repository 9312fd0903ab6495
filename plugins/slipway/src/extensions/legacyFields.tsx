import { Suspense, lazy } from 'react';
import {
  createScaffolderFieldExtension,
  type FieldExtensionComponentProps,
  type FieldExtensionOptions,
} from '@backstage/plugin-scaffolder-react';
import { Skeleton } from '@backstage/ui';
import { fieldNames } from '../form/names';

type Loaded = Pick<FieldExtensionOptions<any, any>, 'component' | 'validation'>;

const fields: Record<keyof typeof fieldNames, () => Promise<Loaded>> = {
  serviceName: () => import('../form').then(m => m.serviceNameField),
  environments: () => import('../form').then(m => m.environmentsField),
  more: () => import('../form').then(m => m.moreField),
  repository: () => import('../form').then(m => m.repositoryField),
  preview: () => import('../form').then(m => m.previewField),
};

/** The old system wants a field at once; all but its name is loaded when a form shows it. */
function fieldExtension(name: string, load: () => Promise<Loaded>) {
  const Field = lazy(async () => ({ default: (await load()).component }));
  return createScaffolderFieldExtension({
    name,
    component: (props: FieldExtensionComponentProps<any, any>) => (
      <Suspense fallback={<Skeleton width="100%" height="2.5rem" />}>
        <Field {...props} />
      </Suspense>
    ),
    async validation(...asked) {
      await (await load()).validation?.(...asked);
    },
  });
}

export const legacyFields = Object.entries(fields).map(([key, load]) =>
  fieldExtension(fieldNames[key as keyof typeof fieldNames], load),
);
