import { cards } from './cards';
import { elsewhere } from './elsewhere';
import { fleet } from './fleet';
import { form } from './form';
import { service } from './service';

type Nested = { [key: string]: string | Nested };

function flat(nested: Nested, before = ''): Record<string, string> {
  return Object.assign(
    {},
    ...Object.entries(nested).map(([key, value]) =>
      typeof value === 'string'
        ? { [before + key]: value }
        : flat(value, `${before}${key}.`),
    ),
  );
}

const texts = flat({
  locale: 'de',
  ...cards,
  ...elsewhere,
  ...service,
  ...fleet,
  ...form,
});

// That these are all keys is for the test to say: as a type it would go in circles, since the texts name this file.
export default texts as never;
