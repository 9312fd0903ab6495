export { NamespacesCard, SourcesCard } from './PlaceCards';
export type { NamespacesCardProps } from './PlaceCards';
