import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { FieldExtensionComponentProps } from '@backstage/plugin-scaffolder-react';
import { Button, Select, TextField } from '@backstage/ui';
import type { CreateCluster } from '@slipway/plugin-slipway-common';
import { slipwayFormTranslationRef } from '../../formTranslation';
import { Fold } from '../Fold';
import { useCreatePlatform } from '../useCreatePlatform';
import labels from '../labels.module.css';
import styles from './EnvironmentsField.module.css';

export interface Environment {
  name: string;
  cluster: string;
  /** One of the platform's: left out, the service has its own. */
  namespace?: string;
}

const MOST = 10;
const MOST_SHARED = 5;

/** What somebody should know before choosing it. */
const ClusterState = ({ cluster }: { cluster?: CreateCluster }) => {
  const { t } = useTranslationRef(slipwayFormTranslationRef);
  if (!cluster) {
    return null;
  }
  return cluster.state === 'unreachable' || cluster.state === 'denied' ? (
    <>
      {' '}
      <strong className={styles.trouble}>
        {t(`environments.${cluster.state}`, { cluster: cluster.name })}
      </strong>
    </>
  ) : (
    <>, {t('environments.version', { version: cluster.kubernetesVersion })}</>
  );
};

/** Namespaces that several services use already, to be chosen rather than typed. */
const Shared = ({
  namespaces,
  onChoose,
}: {
  namespaces: string[];
  onChoose: (namespace: string) => void;
}) => {
  const { t } = useTranslationRef(slipwayFormTranslationRef);
  const label = t('environments.choose');
  return namespaces.length === 0 ? null : (
    <div className={styles.shared} role="group" aria-label={label}>
      {label}
      {namespaces.slice(0, MOST_SHARED).map(namespace => (
        <Button
          key={namespace}
          size="small"
          variant="secondary"
          onPress={() => onChoose(namespace)}
        >
          {namespace}
        </Button>
      ))}
    </div>
  );
};

/** Environments in the order of promotion, each on a cluster: the platform's own until something is changed. */
export const EnvironmentsField = ({
  formContext,
  formData,
  onChange,
  rawErrors,
  schema,
}: FieldExtensionComponentProps<Environment[]>) => {
  const { t } = useTranslationRef(slipwayFormTranslationRef);
  const { platform, failed } = useCreatePlatform();
  // An empty list is how a form holds one that nobody touched.
  const environments: Environment[] = formData?.length
    ? formData
    : platform?.environments ?? [];
  const clusters = platform?.clusters ?? [];
  const service = String(formContext?.formData?.name ?? '');
  const change = (index: number, fields: Partial<Environment>) =>
    onChange(
      environments.map((one, at) =>
        at === index ? { ...one, ...fields } : one,
      ),
    );
  const ownOf = ({ name }: Environment) => `${service || '…'}-${name}`;
  const move = (index: number, namespace: string) => {
    const { namespace: before, ...one } = environments[index];
    // Its own name written out is its own namespace still.
    const isOwn = namespace === '' || namespace === ownOf(one);
    onChange(environments.with(index, isOwn ? one : { ...one, namespace }));
  };
  const clusterOf = ({ cluster }: Environment) =>
    clusters.find(({ name }) => name === cluster);
  const says = environments
    .map(({ name, cluster }) => t('environments.on', { name, cluster }))
    .join(', ');
  return (
    <Fold
      title={schema.title}
      says={failed ? t('environments.failed') : says || t('environments.none')}
    >
      <ol className={`${labels.labels} ${styles.list}`}>
        {environments.map((environment, index) => (
          // Their places are what tells them apart: a name may be typed just now.
          // eslint-disable-next-line react/no-array-index-key
          <li key={index} className={styles.row}>
            <TextField
              label={t('environments.name')}
              value={environment.name}
              onChange={name => change(index, { name })}
              autoComplete="off"
              spellCheck="false"
            />
            <Select
              label={t('environments.cluster')}
              options={clusters.map(({ name }) => ({
                value: name,
                label: name,
              }))}
              value={environment.cluster}
              onChange={cluster => change(index, { cluster: String(cluster) })}
            />
            <TextField
              label={t('environments.namespace')}
              placeholder={ownOf(environment)}
              value={environment.namespace ?? ''}
              onChange={namespace => move(index, namespace)}
              autoComplete="off"
              spellCheck="false"
            />
            <Button
              variant="tertiary"
              aria-label={t('environments.remove', { name: environment.name })}
              isDisabled={environments.length === 1}
              onPress={() =>
                onChange(environments.filter((_, at) => at !== index))
              }
            >
              {t('environments.removeShort')}
            </Button>
            <p className={styles.note}>
              {t(`environments.${environment.namespace ? 'shared' : 'own'}`)}
              <ClusterState cluster={clusterOf(environment)} />
            </p>
            <Shared
              namespaces={(clusterOf(environment)?.namespaces ?? []).filter(
                one => one !== environment.namespace,
              )}
              onChoose={namespace => move(index, namespace)}
            />
          </li>
        ))}
      </ol>
      <Button
        variant="secondary"
        isDisabled={environments.length >= MOST || !clusters.length}
        onPress={() =>
          onChange([
            ...environments,
            { name: '', cluster: clusters[clusters.length - 1].name },
          ])
        }
      >
        {t('environments.add')}
      </Button>
      {rawErrors?.map(error => (
        <p key={error} className={styles.wrong}>
          {error}
        </p>
      ))}
    </Fold>
  );
};
