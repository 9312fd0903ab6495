export interface ScalingFacts {
  scalers: ScalerFacts[];
}

export interface ScalerFacts {
  /** The workload that it scales. */
  workload: string;
  by: 'HorizontalPodAutoscaler' | 'ScaledObject';
  min: number;
  max: number;
  current: number;
  desired: number;
  metrics: ScalerMetric[];
  /** Why it cannot measure or scale, as a reason code. */
  inactive?: string;
  /** It wants more, or fewer, than its bounds allow. */
  limited?: 'most' | 'fewest';
  /** Scaled down to nothing until there is work. */
  idle?: boolean;
  lastScaledAt?: string;
}

export interface ScalerMetric {
  /** `cpu`, `open_connections`, the type of a trigger. */
  name: string;
  current?: number;
  target?: number;
  /** How the numbers read: of what was asked for, an amount for each pod, or of all together. */
  unit?: 'percent' | 'each' | 'all';
}
