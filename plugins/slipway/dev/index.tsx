import '@backstage/cli/asset-types';
import type { ComponentType } from 'react';
import ReactDOM from 'react-dom/client';
import { EntityProvider } from '@backstage/plugin-catalog-react';
// eslint-disable-next-line @backstage/no-ui-css-imports-in-non-frontend -- this page is its own host
import '@backstage/ui/css/styles.css';
import { entityAnnotations } from '@slipway/model';
import { Attention } from '../src/cards/Attention';
import type { CardSettings } from '../src/cards/aspect/settings';
import { BackupsCard } from '../src/cards/BackupsCard';
import { DataCard } from '../src/cards/DataCard';
import { DeliveryCard } from '../src/cards/DeliveryCard';
import { DeploymentsCard } from '../src/cards/DeploymentsCard';
import { ExposureCard } from '../src/cards/ExposureCard';
import { GoldenPathCard } from '../src/cards/GoldenPathCard';
import { ServiceOverview } from '../src/cards/Overview/ServiceOverview';
import { QuotasCard } from '../src/cards/QuotasCard';
import { ScalingCard } from '../src/cards/ScalingCard';
import { SecretsCard } from '../src/cards/SecretsCard';
import { ServicePage } from '../src/service/ServicePage';
import { portal } from './app';
import { fakeApi } from './fakeApi';
import { Form, formApi } from './forms';
import { listsIn } from './lists';
import { shownStates, type ShownState } from './states';
import { dialogs, surfaces } from './surfaces';
import styles from './dev.module.css';

const asked = new URLSearchParams(window.location.search);

const small: Record<string, ComponentType<CardSettings>> = {
  attention: Attention,
  deployments: DeploymentsCard,
  delivery: DeliveryCard,
  quotas: QuotasCard,
  backups: BackupsCard,
  secrets: SecretsCard,
  scaling: ScalingCard,
  exposure: ExposureCard,
  data: DataCard,
  goldenPath: GoldenPathCard,
};

const pages: Record<string, ComponentType> = {
  overview: ServiceOverview,
  tab: ServicePage,
};

/** A service that is in that state. */
const serviceIn = (state: ShownState) => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: {
    name: state,
    annotations: {
      [entityAnnotations.kubernetesId]: 'payments',
      [entityAnnotations.environments]:
        'dev=local/payments-dev,staging=eu-1/payments-staging,prod=eu-1/payments-prod',
      [entityAnnotations.sourceLocation]:
        'url:https://git.example/pay/payments/src/branch/main/',
    },
  },
});

const Shot = ({
  state,
  children,
}: {
  state: ShownState;
  children: JSX.Element;
}) => (
  <div className={styles.shot} data-state={state}>
    <p>{state}</p>
    <EntityProvider entity={serviceIn(state)}>{children}</EntityProvider>
  </div>
);

const Gallery = () => {
  const page = asked.get('page');
  if (page) {
    const Page = pages[page];
    return (
      <div data-gallery>
        <Shot state={(asked.get('state') ?? 'trouble') as ShownState}>
          <Page />
        </Shot>
      </div>
    );
  }
  const only = asked.get('card');
  return (
    <div data-gallery>
      {Object.entries(small)
        .filter(([name]) => !only || only === name)
        .map(([name, Card]) => (
          <section
            key={name}
            aria-label={`${name} in all states`}
            data-card={name}
          >
            <h1 className={styles.name}>{name}</h1>
            <div
              className={styles.gallery}
              style={
                {
                  '--width': asked.get('width') ?? '27rem',
                  '--wide': asked.get('width') ?? '57rem',
                } as object
              }
              data-wide={name === 'deployments' || undefined}
            >
              {shownStates.map(state => (
                <Shot key={state} state={state}>
                  <Card full={asked.has('full')} />
                </Shot>
              ))}
            </div>
          </section>
        ))}
    </div>
  );
};

/** Many services in each state: of what has no entity each state is a portal of its own. */
const Lists = ({ name }: { name: string }) => {
  const Surface = surfaces[name];
  return (
    <div data-gallery className={styles.lists}>
      {shownStates.map(state => (
        <div key={state} className={styles.shot} data-state={state}>
          <p>{state}</p>
          {portal(<Surface />, listsIn(state))}
        </div>
      ))}
    </div>
  );
};

const list = asked.get('list');
const dialog = asked.get('dialog');

function shown(): JSX.Element {
  if (list) {
    return <Lists name={list} />;
  }
  if (asked.has('form')) {
    return portal(
      <div data-gallery>
        <Form />
      </div>,
      formApi,
    );
  }
  if (dialog) {
    const state = (asked.get('state') ?? 'healthy') as ShownState;
    return portal(<div data-gallery>{dialogs[dialog](state)}</div>, fakeApi);
  }
  return portal(<Gallery />, fakeApi);
}

document.documentElement.dataset.themeMode = asked.get('theme') ?? 'light';
document.documentElement.dir = asked.get('dir') ?? 'ltr';
ReactDOM.createRoot(document.getElementById('root')!).render(shown());
