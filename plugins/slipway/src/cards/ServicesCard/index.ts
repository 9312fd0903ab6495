export { ServicesCard } from './ServicesCard';
export type { ServicesCardProps } from './ServicesCard';
export { ServicesSummary } from './ServicesSummary';
