import { labels } from '@slipway/model';
import type {
  EnvironmentContext,
  RenderContext,
  WorkloadContext,
} from '../../context';

/** What a workload that answers counts and measures, as the usual libraries of its protocol call it. */
export interface Measure {
  requests: string;
  /** Which of them failed through the service's own fault. */
  failed: string;
  duration: string;
}

const http: Measure = {
  requests: 'http_requests_total',
  failed: 'code=~"5.."',
  duration: 'http_request_duration_seconds_bucket',
};

const grpc: Measure = {
  requests: 'grpc_server_handled_total',
  failed:
    'grpc_code=~"Unknown|DeadlineExceeded|Unimplemented|Internal|Unavailable|DataLoss"',
  duration: 'grpc_server_handling_seconds_bucket',
};

/** Of the answers that are no failure, some hold errors of a subgraph, which has alerts of its own. */
const apolloRouter: Measure = {
  requests: 'http_server_request_duration_seconds_count',
  failed: 'http_response_status_code=~"5.."',
  duration: 'http_server_request_duration_seconds_bucket',
};

export function measureOf({
  type,
  serves,
  router,
}: WorkloadContext): Measure | undefined {
  if (!serves) {
    return undefined;
  }
  if (router) {
    return apolloRouter;
  }
  return type === 'grpc' ? grpc : http;
}

const label = (name: string) => name.replace(/[^a-zA-Z0-9_]/g, '_');

/** The label by which a workload's measures are found. */
export const WORKLOAD = label(labels.workload);
export const SERVICE = label(labels.service);

/** What one workload measured in one environment: Prometheus may well hear of several. */
export function ownSeries(
  ctx: RenderContext,
  { namespace }: EnvironmentContext,
  { name }: WorkloadContext,
): string {
  return `namespace="${namespace}",${SERVICE}="${ctx.name}",${WORKLOAD}="${name}"`;
}

/** What share of requests, in %, is to succeed where nobody says. */
export const OBJECTIVE = 99.9;
