export { ScalingCard } from './ScalingCard';
