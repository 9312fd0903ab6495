import { Suspense, lazy } from 'react';
import type { CatalogTableColumnsFunc } from '@backstage/plugin-catalog';
import { runsSomewhere } from '../extensions/kinds';

const HealthCell = lazy(() =>
  import('../surfaces').then(m => ({ default: m.HealthCell })),
);
const VersionCell = lazy(() =>
  import('../surfaces').then(m => ({ default: m.VersionCell })),
);
const ColumnTitle = lazy(() =>
  import('../surfaces').then(m => ({ default: m.ColumnTitle })),
);

type Columns = ReturnType<CatalogTableColumnsFunc>;

function column(name: 'health' | 'version', Cell: typeof HealthCell) {
  const made: Columns[number] = {
    title: (
      <Suspense fallback={null}>
        <ColumnTitle name={name} />
      </Suspense>
    ),
    field: `slipway.${name}`,
    width: 'auto',
    // The table knows neither: each cell asks for its service, and all of them are one request.
    sorting: false,
    searchable: false,
    render: ({ entity }) => (
      <Suspense fallback={null}>
        <Cell entity={entity} />
      </Suspense>
    ),
  };
  return made;
}

/** What a service's row tells of its state. */
export const healthColumns: Columns = [
  column('health', HealthCell),
  column('version', VersionCell),
];

/** The columns of a catalog's table with health and version after the name, wherever one of its rows is a service that runs. */
export function withHealth(
  columns: CatalogTableColumnsFunc,
): CatalogTableColumnsFunc {
  return list => {
    const all = columns(list);
    const at = all.findIndex(({ hidden }) => !hidden) + 1;
    const name = all[at - 1];
    return list.entities.some(runsSomewhere) && name
      ? [
          ...all.slice(0, at - 1),
          // Two columns more leave it less room than a word needs.
          { cellStyle: { minWidth: '9rem' }, ...name },
          ...healthColumns,
          ...all.slice(at),
        ]
      : all;
  };
}
