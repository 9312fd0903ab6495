import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Preview } from '@slipway/plugin-slipway-common';
import { Verdict } from '../../elements/Verdict';
import { slipwayFormTranslationRef } from '../../formTranslation';
import styles from './PreviewField.module.css';

/** What is wrong, where, and what to do. */
export const Findings = ({ findings }: { findings: Preview['findings'] }) => {
  const { t } = useTranslationRef(slipwayFormTranslationRef);
  return (
    <ul className={styles.findings}>
      {findings.map(finding => (
        <li key={JSON.stringify(finding)}>
          <Verdict
            shape={finding.severity === 'error' ? 'failed' : 'degraded'}
          />
          <span>
            {finding.message}. {finding.remedy}.{' '}
            {(finding.file ?? finding.path) && (
              <code>
                {t('preview.at', { place: finding.file ?? finding.path! })}
              </code>
            )}
          </span>
        </li>
      ))}
    </ul>
  );
};
