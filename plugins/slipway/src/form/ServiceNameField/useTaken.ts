import { useEffect, useState } from 'react';
import { useApiHolder } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { slipwayFormTranslationRef } from '../../formTranslation';
import { takenBy } from './takenBy';

/** As long as somebody types, nobody is asked. */
const PAUSE = 200;

/** Why the catalog would refuse a name, told as soon as the typing pauses; nothing is asked without a name. */
export function useTaken(name: string | undefined): string | undefined {
  const apis = useApiHolder();
  const { t } = useTranslationRef(slipwayFormTranslationRef);
  const [told, setTold] = useState<{ name: string; message?: string }>();

  useEffect(() => {
    if (!name) {
      return undefined;
    }
    let current = true;
    const timer = setTimeout(async () => {
      const message = await takenBy(name, apis, t);
      if (current) {
        setTold({ name, message });
      }
    }, PAUSE);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [apis, name, t]);

  // What was told of the name before says nothing of this one.
  return told && told.name === name ? told.message : undefined;
}
