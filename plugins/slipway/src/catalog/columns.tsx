import { Suspense, lazy } from 'react';
import type { CatalogTableColumnsFunc } from '@backstage/plugin-catalog';
import { runsSomewhere } from '../extensions/kinds';
import { surface, type Surface } from '../extensions/surface';

const piece = (name: Surface) =>
  lazy(async () => ({ default: await surface(name)() }));

const HealthCell = piece('HealthCell');
const VersionCell = piece('VersionCell');
const ColumnTitle = piece('ColumnTitle');

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
          { cellStyle: { minWidth: '10rem' }, ...name },
          ...healthColumns,
          ...all.slice(at),
        ]
      : all;
  };
}
