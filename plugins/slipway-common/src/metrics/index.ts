export { deliveryMetricsOf } from './delivery';
export { troublesIn } from './troubles';
export type { TroubleSpan } from './troubles';
export type { DeliveryMetrics, MetricsWindow } from './delivery';
