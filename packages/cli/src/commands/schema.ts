import { platformJsonSchema, serviceJsonSchema } from '@slipway/model';
import { printJson } from '../io/report';

export function schema({ kind }: { kind: 'Service' | 'Platform' }): void {
  printJson(kind === 'Platform' ? platformJsonSchema : serviceJsonSchema);
}
