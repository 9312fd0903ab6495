import type { FleetDue, FleetService } from '@slipway/plugin-slipway-common';
import { shapeOf, whyOf } from './services';

const header = [
  'entity',
  'owner',
  'system',
  'environment',
  'cluster',
  'namespace',
  'state',
  'versions',
  'ready',
  'wanted',
  'commits behind',
  'backed up at',
  'certificate ends at',
  'needs attention',
];

/** One line for each environment, as spreadsheets read it. */
export function asCsv(services: readonly FleetService[]): string {
  const rows = services.flatMap(service => {
    const why = whyOf(service);
    return service.environments.map(environment => [
      service.entityRef,
      service.owners.join(' '),
      service.system,
      environment.name,
      environment.cluster,
      environment.namespace,
      shapeOf(environment),
      environment.versions.join(' '),
      environment.ready,
      environment.wanted,
      environment.behind,
      environment.backedUpAt,
      environment.certificateEndsAt,
      why && 'message' in why ? why.message : '',
    ]);
  });
  return table([header, ...rows]);
}

/** One line for each that ends. */
export function dueAsCsv(due: readonly FleetDue[]): string {
  return table([
    [
      'ends at',
      'kind',
      'name',
      'hosts',
      'state',
      'entity',
      'environment',
      'cluster',
      'namespace',
      'answer',
      'renews at',
      'next run at',
      'what to do',
    ],
    ...due.map(one => [
      one.at,
      one.kind,
      one.name,
      one.hosts?.join(' '),
      one.state,
      one.entityRef,
      one.environment,
      one.cluster,
      one.namespace,
      one.answer,
      one.renewsAt,
      one.nextAt,
      one.remedy,
    ]),
  ]);
}

function table(lines: (string | number | undefined)[][]): string {
  return lines.map(line => line.map(cell).join(',')).join('\r\n');
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
