import type { ApiHolder } from '@backstage/core-plugin-api';
import { translationApiRef } from '@backstage/frontend-plugin-api';
import { slipwayTranslationRef } from '../translation';
import type { Translate } from './formats';

/** The texts where no hook may be called, such as in the checks of a form. */
export async function translated(apis: ApiHolder): Promise<Translate> {
  const api = apis.get(translationApiRef)!;
  const now = api.getTranslation(slipwayTranslationRef);
  return now.ready
    ? now.t
    : new Promise(done => {
        const subscription = api
          .translation$(slipwayTranslationRef)
          .subscribe(snapshot => {
            if (snapshot.ready) {
              subscription.unsubscribe();
              done(snapshot.t);
            }
          });
      });
}
