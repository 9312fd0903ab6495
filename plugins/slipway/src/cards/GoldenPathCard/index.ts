export { GoldenPathCard } from './GoldenPathCard';
export { shapeOfGoldenPath } from './shape';
