export interface Config {
  slipway?: {
    templates?: {
      /** Who owns the templates in the catalog, e.g. group:default/platform. */
      owner?: string;
      /** The names of templates that are not offered, e.g. web. */
      hidden?: string[];
    };
  };
}
