export { ControllerRunner } from './runner';
