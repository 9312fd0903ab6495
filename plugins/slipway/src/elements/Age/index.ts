export { Age, AsOf, timeOfDay } from './Age';
export { formatAge } from './format';
