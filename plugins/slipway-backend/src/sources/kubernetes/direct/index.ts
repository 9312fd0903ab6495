export { DirectClusters } from './DirectClusters';
export { directClustersIn } from './config';
export type { DirectCluster } from './config';
