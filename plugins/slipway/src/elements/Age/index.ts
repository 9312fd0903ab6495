export { Age, AsOf, Until } from './Age';
