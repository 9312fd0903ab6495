import type { Environment } from './EnvironmentsField';

/** What no preview tells: of two with one name, the spec would have the last alone. */
export function validateEnvironments(
  environments: Environment[] | undefined,
  field: { addError(message: string): void },
): void {
  const names = (environments ?? []).map(({ name }) => name);
  if (names.some(name => !name)) {
    field.addError('Give every environment a name, or remove it');
  }
  const twice = new Set(
    names.filter((name, index) => name && names.indexOf(name) !== index),
  );
  twice.forEach(name =>
    field.addError(`There are several environments '${name}'; keep one`),
  );
}
