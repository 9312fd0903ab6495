import type { ApiHolder } from '@backstage/core-plugin-api';
import { slipwayApiRef } from '../../api';
import { valuesOf, type PreviewOptions } from './values';

/** What cannot be made is refused here, and not by the task. A preview that cannot be had holds nobody back. */
export async function validatePreview(
  _value: boolean | undefined,
  field: { addError(message: string): void },
  context: {
    apiHolder: ApiHolder;
    formData: unknown;
    uiSchema?: { 'ui:options'?: PreviewOptions };
  },
): Promise<void> {
  const preview = await context.apiHolder
    .get(slipwayApiRef)
    ?.preview({
      values: valuesOf(
        (context.formData ?? {}) as Record<string, unknown>,
        context.uiSchema?.['ui:options'],
      ),
    })
    .catch(() => undefined);
  preview?.findings
    .filter(({ severity }) => severity === 'error')
    .forEach(({ message, remedy }) => field.addError(`${message}. ${remedy}.`));
}
