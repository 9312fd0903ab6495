import { managed } from '@slipway/blueprint';
import type { Part } from '@slipway/blueprint';

/** A part of ACME's own: every pod says who pays for it, and every change of a service is seen by its team. */
export const costPart: Part = {
  name: 'acme-cost',
  pod: ({ service }) => ({
    labels: { 'acme.example/cost-center': teamOf(service.metadata.owner) },
  }),
  files: ({ service }) => [
    managed('CODEOWNERS', `* @acme/${teamOf(service.metadata.owner)}\n`),
  ],
  findings({ service }, { name, stage, needs }) {
    const forgotten = needs.find(
      need => need.type === 'postgres' && need.backup === undefined,
    );
    return stage === 'prod' && forgotten
      ? [
          {
            rule: 'acme.backup-decided',
            severity: 'warning',
            message: `nobody said how the database '${forgotten.name}' of ${service.metadata.name} is backed up in ${name}`,
            remedy: `Write spec.needs.${forgotten.name}.backup`,
            path: `spec.needs.${forgotten.name}.backup`,
          },
        ]
      : [];
  },
};

/** Owners may be written as references: group:default/team-pay. */
function teamOf(owner: string): string {
  return owner.split('/').at(-1)!.split(':').at(-1)!;
}
