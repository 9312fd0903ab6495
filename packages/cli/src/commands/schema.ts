import { serviceJsonSchema } from '@slipway/model';
import { printJson } from '../io/report';

export function schema(): void {
  printJson(serviceJsonSchema);
}
