import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { FieldExtensionComponentProps } from '@backstage/plugin-scaffolder-react';
import { TextField } from '@backstage/ui';
import { slipwayFormTranslationRef } from '../../formTranslation';
import { brokenRule } from './brokenRule';
import { useNamesTooLong } from './useNamesTooLong';
import { useTaken } from './useTaken';
import labels from '../labels.module.css';
import styles from './ServiceNameField.module.css';

/** The name of a service: the rule stands there before it is broken, and at the field when it is. */
export const ServiceNameField = ({
  formContext,
  formData,
  onChange,
  rawErrors,
  required,
  schema,
  uiSchema,
}: FieldExtensionComponentProps<string>) => {
  const { t } = useTranslationRef(slipwayFormTranslationRef);
  const name = formData ?? '';
  const [tooLong] = useNamesTooLong(name, formContext?.formData);
  const wrong = name
    ? brokenRule(name, t) ??
      (tooLong &&
        t('serviceName.tooLong', {
          kind: tooLong.kind,
          name: tooLong.name,
          most: String(tooLong.most),
          count: tooLong.over,
        }))
    : undefined;
  const taken = useTaken(wrong ? undefined : name);
  const broken = wrong || taken;
  // What the form found out on "Next" stands below the field already.
  const told = Boolean(rawErrors?.length);
  const message = told ? undefined : broken;
  return (
    <div className={`${labels.labels} ${styles.field}`}>
      <TextField
        label={schema.title ?? t('serviceName.label')}
        description={t('serviceName.rule')}
        value={name}
        onChange={value => onChange(value === '' ? undefined : value)}
        isRequired={required}
        isInvalid={Boolean(broken) || told}
        // The native way would let the browser hold the form back, the mended value included.
        validationBehavior="aria"
        // Whoever writes the template decides that.
        // eslint-disable-next-line jsx-a11y/no-autofocus
        autoFocus={uiSchema?.['ui:autofocus']}
        autoComplete="off"
        spellCheck="false"
      />
      <p
        aria-live="polite"
        className={styles.note}
        data-wrong={Boolean(message)}
      >
        {message ??
          (name && !told ? t('serviceName.becomes', { name }) : '\u00a0')}
      </p>
    </div>
  );
};
