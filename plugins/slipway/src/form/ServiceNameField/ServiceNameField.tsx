import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { FieldExtensionComponentProps } from '@backstage/plugin-scaffolder-react';
import { TextField } from '@backstage/ui';
import { serviceNameRule } from '@slipway/model';
import { slipwayTranslationRef } from '../../translation';

/** The name of a service: the rule stands there before it is broken, and at the field when it is. */
export const ServiceNameField = ({
  formData,
  onChange,
  rawErrors,
  required,
  schema,
  uiSchema,
}: FieldExtensionComponentProps<string>) => {
  const { t } = useTranslationRef(slipwayTranslationRef);
  const name = formData ?? '';
  const broken = name ? serviceNameRule.check(name) : undefined;
  const message = broken ?? rawErrors?.[0];
  return (
    <div>
      <TextField
        label={schema.title ?? t('serviceName.label')}
        description={serviceNameRule.message}
        value={name}
        onChange={value => onChange(value === '' ? undefined : value)}
        isRequired={required}
        isInvalid={Boolean(message)}
        autoFocus={uiSchema?.['ui:autofocus']}
        autoComplete="off"
        spellCheck="false"
      />
      <p
        aria-live="polite"
        style={{
          margin: '0.25rem 0 0',
          fontSize: 'var(--bui-font-size-2)',
          color: message
            ? 'var(--bui-negative-fg-subdued)'
            : 'var(--bui-fg-secondary)',
        }}
      >
        {message ?? (name ? t('serviceName.becomes', { name }) : '\u00a0')}
      </p>
    </div>
  );
};
