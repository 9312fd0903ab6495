export { deliveryMetricsOf } from './delivery';
export type { DeliveryMetrics, MetricsWindow } from './delivery';
