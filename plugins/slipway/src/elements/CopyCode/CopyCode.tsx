import { useState } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import { slipwayTranslationRef } from '../../translation';
import styles from './CopyCode.module.css';

/** Lines to put somewhere, with a button that takes them. */
export const CopyCode = ({ code }: { code: string }) => {
  const { t } = useTranslationRef(slipwayTranslationRef);
  const [copied, setCopied] = useState(false);
  const clipboard = navigator.clipboard as Clipboard | undefined;
  return (
    <div className={styles.box}>
      <pre className={styles.code}>{code}</pre>
      {/* Browsers have no clipboard for pages without TLS; the lines can be selected all the same. */}
      {clipboard && (
        <Button
          size="small"
          variant="secondary"
          onPress={() =>
            clipboard.writeText(code).then(
              () => setCopied(true),
              () => setCopied(false),
            )
          }
        >
          {copied ? t('copy.done') : t('copy.label')}
        </Button>
      )}
    </div>
  );
};
