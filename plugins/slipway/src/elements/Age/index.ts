export { Age, AsOf, Until, dayOf, timeOfDay } from './Age';
export { formatAge } from './format';
