import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { FieldExtensionComponentProps } from '@backstage/plugin-scaffolder-react';
import { Select, TextField } from '@backstage/ui';
import { slipwayFormTranslationRef } from '../../formTranslation';
import { useCreatePlatform } from '../useCreatePlatform';
import labels from '../labels.module.css';
import styles from './RepositoryField.module.css';

export interface Repository {
  host?: string;
  owner?: string;
}

/** Where the repository goes: the portal's own choice unless something is chosen here. */
export const RepositoryField = ({
  formData = {},
  onChange,
}: FieldExtensionComponentProps<Repository>) => {
  const { t } = useTranslationRef(slipwayFormTranslationRef);
  const { platform } = useCreatePlatform();
  const { hosts = [], repository = {} } = platform ?? {};
  return (
    <div className={`${labels.labels} ${styles.field}`}>
      {hosts.length > 1 && (
        <Select
          label={t('repository.host')}
          options={hosts.map(host => ({ value: host, label: host }))}
          value={formData.host ?? repository.host ?? null}
          onChange={host =>
            onChange({ ...formData, host: host ? String(host) : undefined })
          }
        />
      )}
      <TextField
        label={t('repository.owner')}
        description={t('repository.ownerSays')}
        placeholder={repository.owner}
        value={formData.owner ?? ''}
        onChange={owner =>
          onChange({ ...formData, owner: owner === '' ? undefined : owner })
        }
        autoComplete="off"
        spellCheck="false"
      />
    </div>
  );
};
