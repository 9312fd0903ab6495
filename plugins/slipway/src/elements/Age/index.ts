export { Age, AsOf, timeOfDay } from './Age';
