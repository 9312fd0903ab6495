import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Link } from '@backstage/ui';
import { slipwayTranslationRef } from '../../translation';
import { anchorOf, type CardName } from './names';
import { useTabPath } from './useTabPath';

/** The way from a small card to the same in depth. */
export const Details = ({ card }: { card: CardName }) => {
  const { t } = useTranslationRef(slipwayTranslationRef);
  const path = useTabPath();
  const title = t(`card.titles.${card}`);
  return (
    <Link
      href={`${path}#${anchorOf(card)}`}
      aria-label={`${t('card.details')}: ${title}`}
    >
      {t('card.details')}
    </Link>
  );
};
