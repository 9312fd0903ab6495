import { HumanDuration } from '@backstage/types';

export interface Config {
  slipway?: {
    /**
     * Which namespaces are which environment, for services that do not say it themselves; the first that fits. What none
     * fits is told by its name: `payments-prod` is `prod`.
     */
    environments?: {
      name: string;
      /** Name of a cluster, `*` for any characters. Default: all. */
      cluster?: string;
      /** Name of a namespace, `*` for any characters. Default: all. */
      namespace?: string;
    }[];
    history?: {
      /** How long is remembered what happened. Default: 400 days. */
      keep?: HumanDuration | string;
    };
    sources?: {
      /** Reads clusters through the portal's Kubernetes back end, with its locators and credentials. */
      kubernetes?: {
        /** Whether clusters are watched at all. Default: true. */
        enabled?: boolean;
        /** Names of the clusters to watch. Default: all that the Kubernetes back end knows. */
        clusters?: string[];
        /** From one listing of what is not watched to the next: quotas, backups, certificates, … Default: a minute. */
        every?: HumanDuration | string;
      };
    };
  };
}
