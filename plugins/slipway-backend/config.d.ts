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
    /** What the owners of services are told of by the portal's notifications: once when it begins, once when it is over. */
    notifications?: {
      /** Default: true. */
      enabled?: boolean;
      /** What about. Default: all of these. */
      topics?: (
        | 'failed-backup'
        | 'expiring-secret'
        | 'expiring-certificate'
        | 'stuck-rollout'
      )[];
      /** In which environments. Default: the last one of each service. */
      environments?: string[];
    };
    /** What owners of services may have done from their cards, each under a permission of its own. Default: nothing. */
    actions?: {
      /** Have Argo CD or Flux look at Git again. */
      refresh?: boolean;
      /** Have Argo CD bring what Git has. */
      sync?: boolean;
      /** Have the pods replaced, one after the other. */
      restart?: boolean;
    };
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
        /**
         * Clusters that are read without the Kubernetes back end in between, by its configuration of them: those of
         * `kubernetes.clusterLocatorMethods` of type `config` with a service account. Default: none.
         */
        direct?: {
          /** Its name there. */
          cluster: string;
          /** A file with the token, read for each request. Default: its `serviceAccountToken`, or the pod's own. */
          tokenFile?: string;
        }[];
        /** From one listing of what is not watched to the next: quotas, backups, certificates, … Default: a minute. */
        every?: HumanDuration | string;
        /** Reads what pods really use, where a cluster measures it (`metrics.k8s.io`). Default: true. */
        use?: boolean;
      };
      /** Reads the Applications of the Argo CDs that `argocd.appLocatorMethods` names, as the Argo CD plugins do. */
      argocd?: {
        /** Default: true. */
        enabled?: boolean;
        /** From one reading to the next where Argo CD streams no changes. Default: 30 seconds. */
        every?: HumanDuration | string;
      };
      /** Looks up what services that do not run everywhere yet still need, in their repositories, Argo CD, Vault and clusters. */
      firstDay?: {
        /** Default: true. */
        enabled?: boolean;
      };
      /** Reads whose commits run, from GitHub, GitLab and Gitea, with the credentials of `integrations`. */
      git?: {
        /** Default: true. */
        enabled?: boolean;
        /** From one reading of a repository to the next. A commit that came to run is looked up at once. Default: ten minutes. */
        every?: HumanDuration | string;
      };
      /**
       * Reads of Vault or OpenBao the metadata of what services' secrets are made from; never what is in them. When left
       * out, the server of the community's Vault plugin is read (`vault.baseUrl`, `vault.auth`).
       */
      vault?: {
        /** Default: true. */
        enabled?: boolean;
        /** From one reading of a secret's metadata to the next. Default: five minutes. */
        every?: HumanDuration | string;
        /**
         * Which folders entities may name by `vault.io/secrets-path`, each with its engine, and all that is below them: `*`
         * for any characters, `{name}`, `{system}` and `{owner}` for the entity's. Default: those that are called as it is,
         * as its system or as an owner.
         */
        folders?: string[];
        servers?: {
          name: string;
          baseUrl: string;
          /** Where people see it: its secrets on the cards are links there. Default: they are no links. */
          frontendUrl?: string;
          /** A namespace of Vault Enterprise or OpenBao. */
          namespace?: string;
          /** A file with the certificates to trust, PEM. */
          caFile?: string;
          /** Names of the secret stores that lead to it, `*` for any characters. Default: all, where it is the only server. */
          stores?: string[];
          /** The engine of paths that name none. Default: the first key-value engine that the token sees. */
          mount?: string;
          auth:
            | {
                type: 'static';
                /** @visibility secret */
                secret: string;
              }
            | {
                type: 'kubernetes';
                role: string;
                /** Default: kubernetes. */
                authPath?: string;
                /** Default: the pod's own. */
                serviceAccountTokenPath?: string;
              }
            | {
                type: 'approle';
                roleId: string;
                /** @visibility secret */
                secretId: string;
                /** Default: approle. */
                authPath?: string;
              };
        }[];
      };
    };
  };
}
