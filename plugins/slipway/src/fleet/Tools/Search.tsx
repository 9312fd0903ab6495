import { useEffect, useRef, useState } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { SearchField } from '@backstage/ui';
import { slipwayTranslationRef } from '../../translation';

const TYPED_MS = 200;

/** What is typed is asked for once nobody types any more. */
export const Search = ({
  asked = '',
  ask,
}: {
  asked?: string;
  /** Always the same function. */
  ask: (name: 'search', value: string) => void;
}) => {
  const { t } = useTranslationRef(slipwayTranslationRef);
  const [typed, setTyped] = useState(asked);
  const said = useRef(asked);
  useEffect(() => {
    // What came back of one's own typing must not overwrite what was typed since.
    if (asked !== said.current) {
      said.current = asked;
      setTyped(asked);
    }
  }, [asked]);
  useEffect(() => {
    if (typed === asked) {
      return undefined;
    }
    const timer = setTimeout(() => {
      said.current = typed;
      ask('search', typed);
    }, TYPED_MS);
    return () => clearTimeout(timer);
  }, [typed, asked, ask]);
  return (
    <SearchField
      size="small"
      aria-label={t('fleet.search')}
      placeholder={t('fleet.search')}
      value={typed}
      onChange={setTyped}
    />
  );
};
