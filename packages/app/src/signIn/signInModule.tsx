import { SignInPage } from '@backstage/core-components';
import { coreComponentsTranslationRef } from '@backstage/core-components/alpha';
import {
  createFrontendModule,
  createTranslationMessages,
} from '@backstage/frontend-plugin-api';
import {
  SignInPageBlueprint,
  TranslationBlueprint,
} from '@backstage/plugin-app-react';

const signInPage = SignInPageBlueprint.make({
  params: {
    loader: async () => props =>
      (
        <SignInPage
          {...props}
          title="Sign in to Slipway"
          align="center"
          providers={['guest']}
        />
      ),
  },
});

const guestSaysWhatItIs = TranslationBlueprint.make({
  name: 'sign-in',
  params: {
    resource: createTranslationMessages({
      ref: coreComponentsTranslationRef,
      messages: {
        'signIn.guestProvider.subtitle':
          'For development only: whoever reaches this address is the same guest, who may do everything. A portal for people has a real sign-in here.',
        'signIn.guestProvider.enter': 'Enter as guest',
      },
    }),
  },
});

export const signInModule = createFrontendModule({
  pluginId: 'app',
  extensions: [signInPage, guestSaysWhatItIs],
});
