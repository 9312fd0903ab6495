export { Measure, Measured, Measures } from './Measure';
