import { useState } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import { slipwayTranslationRef } from '../../translation';
import styles from './CopyCode.module.css';

/** Lines to put somewhere, with a button that takes them. */
export const CopyCode = ({ code }: { code: string }) => {
  const { t } = useTranslationRef(slipwayTranslationRef);
  const [copied, setCopied] = useState(false);
  return (
    <div className={styles.box}>
      <pre className={styles.code}>{code}</pre>
      <Button
        size="small"
        variant="secondary"
        onPress={() =>
          navigator.clipboard.writeText(code).then(() => setCopied(true))
        }
      >
        {copied ? t('copy.done') : t('copy.label')}
      </Button>
    </div>
  );
};
