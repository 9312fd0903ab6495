import { cards } from './cards';
import { elsewhere } from './elsewhere';
import { flat } from './flat';
import { fleet } from './fleet';
import { service } from './service';

const texts = flat({
  locale: 'de',
  ...cards,
  ...elsewhere,
  ...service,
  ...fleet,
});

// That these are all keys is for the test to say: as a type it would go in circles, since the texts name this file.
export default texts as never;
