import type {
  FleetDue,
  FleetEnvironment,
  FleetService,
} from '@slipway/plugin-slipway-common';
import { shapeOf, whyOf } from './services';

/** What columns are called, and what stands in them. */
type Columns<T> = Record<string, (one: T) => string | number | undefined>;

interface Place {
  service: FleetService;
  environment: FleetEnvironment;
}

const placeColumns: Columns<Place> = {
  entity: ({ service }) => service.entityRef,
  owner: ({ service }) => service.owners.join(' '),
  system: ({ service }) => service.system,
  environment: ({ environment }) => environment.name,
  cluster: ({ environment }) => environment.cluster,
  namespace: ({ environment }) => environment.namespace,
  state: ({ environment }) => shapeOf(environment),
  versions: ({ environment }) => environment.versions.join(' '),
  ready: ({ environment }) => environment.ready,
  wanted: ({ environment }) => environment.wanted,
  'commits behind': ({ environment }) => environment.behind,
  'backed up at': ({ environment }) => environment.backedUpAt,
  'certificate ends at': ({ environment }) => environment.certificateEndsAt,
  'needs attention': ({ service }) => {
    const why = whyOf(service);
    return why && 'message' in why ? why.message : '';
  },
};

const dueColumns: Columns<FleetDue> = {
  'ends at': one => one.at,
  kind: one => one.kind,
  name: one => one.name,
  hosts: one => one.hosts?.join(' '),
  state: one => one.state,
  entity: one => one.entityRef,
  environment: one => one.environment,
  cluster: one => one.cluster,
  namespace: one => one.namespace,
  answer: one => one.answer,
  'renews at': one => one.renewsAt,
  'next run at': one => one.nextAt,
  'what to do': one => one.remedy,
};

/** One line for each environment, as spreadsheets read it. */
export const asCsv = (services: readonly FleetService[]) =>
  table(
    placeColumns,
    services.flatMap(service =>
      service.environments.map(environment => ({ service, environment })),
    ),
  );

/** One line for each that ends. */
export const dueAsCsv = (due: readonly FleetDue[]) => table(dueColumns, due);

function table<T>(columns: Columns<T>, items: readonly T[]): string {
  const read = Object.values(columns);
  return [Object.keys(columns), ...items.map(one => read.map(of => of(one)))]
    .map(line => line.map(cell).join(','))
    .join('\r\n');
}

/** A spreadsheet would take some beginnings for a formula, and run it. */
function cell(value: string | number | undefined): string {
  const text = String(value ?? '');
  const plain = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(plain) ? `"${plain.replace(/"/g, '""')}"` : plain;
}

/** Hands a file to whoever looks at the page. */
export function download(name: string, type: string, content: string) {
  const url = URL.createObjectURL(new Blob([content], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The browser takes it up behind this call.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
