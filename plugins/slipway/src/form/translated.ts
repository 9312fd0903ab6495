import type { ApiHolder } from '@backstage/core-plugin-api';
import {
  translationApiRef,
  type useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { slipwayFormTranslationRef } from '../formTranslation';

export type Translate = ReturnType<
  typeof useTranslationRef<(typeof slipwayFormTranslationRef)['T']>
>['t'];

/** The texts where no hook may be called, as in the checks of a form. */
export async function translated(apis: ApiHolder): Promise<Translate> {
  const api = apis.get(translationApiRef)!;
  const now = api.getTranslation(slipwayFormTranslationRef);
  return now.ready
    ? now.t
    : new Promise(done => {
        const subscription = api
          .translation$(slipwayFormTranslationRef)
          .subscribe(snapshot => {
            if (snapshot.ready) {
              subscription.unsubscribe();
              done(snapshot.t);
            }
          });
      });
}
