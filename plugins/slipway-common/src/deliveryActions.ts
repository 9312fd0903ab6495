/** What somebody may ask of what delivers and runs a service, beside Git: none of it changes what is wanted. */
export const deliveryActions = ['refresh', 'sync', 'restart'] as const;

/**
 * `refresh`: look at Git again. `sync`: bring what is in Git now (Argo CD; Flux does so with a refresh).
 * `restart`: replace the pods, one after the other.
 */
export type DeliveryAction = (typeof deliveryActions)[number];

/** `POST /v1/entities/{kind}/{namespace}/{name}/{action}` */
export interface DeliveryActionResult {
  environment: string;
  /** What was asked, and took it: what comes of it shows where they are shown. */
  objects: { kind: string; name: string }[];
}
