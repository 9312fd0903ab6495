import { useMemo } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Reason } from '@slipway/plugin-slipway-common';
import {
  slipwaySentencesTranslationRef,
  slipwayTranslationRef,
} from '../translation';
import { formatsFor } from './formats';
import { told, type Language } from './told';

type Texts = Partial<Pick<Reason, 'message' | 'evidence' | 'remedy' | 'words'>>;

/** Placeholders and points alone are the same everywhere. */
const WORDS = /\p{L}/u;

const KEYS = ['message', 'evidence', 'remedy'] as const;

/** Its keys are sentences, which have points and colons in them. */
type Look = (text: string, options: object) => string;

export function useLanguage(): Language {
  const { t } = useTranslationRef(slipwayTranslationRef);
  const { t: sentence } = useTranslationRef(slipwaySentencesTranslationRef);
  return useMemo(() => {
    const english = t('locale') === 'en';
    return {
      formats: formatsFor(t),
      look: (text, values, count) =>
        (sentence as unknown as Look)(text, {
          replace: values,
          count,
          keySeparator: false,
          nsSeparator: false,
          // English is what the texts are made of; a portal may word them anew all the same.
          defaultValue: english || !WORDS.test(text) ? text : '',
        }) || undefined,
    };
  }, [t, sentence]);
}

/** Says what a rule said in the language of the portal; in English as it came, where the language does not know it. */
export function useTell(): <R extends Texts>(reason: R) => R {
  const language = useLanguage();
  return reason => {
    const texts = KEYS.flatMap(key => {
      const english = reason[key];
      return english === undefined
        ? []
        : [[key, told(reason.words?.[key] ?? [english], language) ?? english]];
    });
    return { ...reason, ...Object.fromEntries(texts) };
  };
}
