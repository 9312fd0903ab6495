import { lazy, type ComponentProps } from 'react';
import { stringifyEntityRef } from '@backstage/catalog-model';
import { useApi } from '@backstage/core-plugin-api';
import { ForwardedError } from '@backstage/errors';
import { useEntity } from '@backstage/plugin-catalog-react';
import { slipwayApiRef } from '../api';
import { askAhead } from '../api/ahead';
import { runsSomewhere } from './kinds';

type Surfaces = typeof import('../legacySurfaces');

/** One of what tells of a service: its state is asked for while the file that shows it is still on its way. */
export function ofService<S extends keyof Surfaces>(
  name: S,
): (props: ComponentProps<Surfaces[S]>) => JSX.Element {
  const Surface = lazy(() =>
    import('../legacySurfaces').then(
      all => ({ default: all[name] as (props: object) => JSX.Element }),
      error => {
        throw new ForwardedError(
          'What shows the service could not be loaded, try to reload the page',
          error,
        );
      },
    ),
  );
  return props => {
    const { entity } = useEntity();
    const api = useApi(slipwayApiRef);
    if (runsSomewhere(entity)) {
      // Not once it is drawn: until the file is there nothing is. However often it is said, it is asked once.
      askAhead(api, stringifyEntityRef(entity));
    }
    return <Surface {...(props as object)} />;
  };
}
