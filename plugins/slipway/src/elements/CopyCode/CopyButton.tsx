import { useState } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import { slipwayTranslationRef } from '../../translation';

/** Takes something to the clipboard; browsers have none for pages without TLS. */
export const CopyButton = ({
  code,
  label,
}: {
  code: string;
  /** What is copied, where nothing beside the button says it. */
  label?: string;
}) => {
  const { t } = useTranslationRef(slipwayTranslationRef);
  const [copied, setCopied] = useState(false);
  const clipboard = navigator.clipboard as Clipboard | undefined;
  return clipboard ? (
    <Button
      size="small"
      variant="secondary"
      aria-label={copied ? undefined : label}
      onPress={() =>
        clipboard.writeText(code).then(
          () => setCopied(true),
          () => setCopied(false),
        )
      }
    >
      {copied ? t('copy.done') : t('copy.label')}
    </Button>
  ) : null;
};
