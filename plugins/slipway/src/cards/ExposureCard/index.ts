export { ExposureCard } from './ExposureCard';
export type { ExposureCardProps } from './ExposureCard';
