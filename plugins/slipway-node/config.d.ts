export interface Config {
  slipway?: {
    platform?: {
      /** The platform bundle: a package of the back end, or a folder that begins with ./ or /. Default: the built-in one. */
      bundle?: string;
      /** The prefix of image names. Default: that of the platform bundle. */
      registry?: string;
    };
    create?: {
      /** Protects the main branch of new repositories: nobody rewrites or removes it, the pipeline may still push. Default: false. */
      protectBranch?: boolean;
      /** Where new repositories go when the form does not say. */
      repository?: {
        /** A host under integrations. Default: the only one. */
        host?: string;
        /** The organization or group. */
        owner?: string;
        /** Who may read them. Default: private. */
        visibility?: 'private' | 'public';
      };
    };
  };
}
