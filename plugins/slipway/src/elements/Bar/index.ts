export { Bar, BarLegend } from './Bar';
