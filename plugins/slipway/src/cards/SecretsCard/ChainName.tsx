import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { LinkOut } from '../../elements/LinkOut';
import { slipwayTranslationRef } from '../../translation';
import type { Chain } from './chain';

/** What a chain brings: a link to where it comes from, where people can see that. */
export const ChainName = ({ chain: { by, link, name } }: { chain: Chain }) => {
  const { t } = useTranslationRef(slipwayTranslationRef);
  return (
    <LinkOut href={link} label={`${t(`secrets.source.${by}`)}: ${name}`}>
      <code>{name}</code>
    </LinkOut>
  );
};
