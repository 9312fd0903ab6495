export { BackupsCard } from './BackupsCard';
export type { BackupsCardProps } from './BackupsCard';
