import {
  coreServices,
  createServiceFactory,
  createServiceRef,
} from '@backstage/backend-plugin-api';
import { renderService, validateTree, type Rendered } from '@slipway/blueprint';
import type {
  FileTree,
  Finding,
  PlatformBundle,
  Service,
} from '@slipway/model';
import { loadBuiltInBundle } from '@slipway/skeletons';

/** The one renderer of a portal: what a preview shows is what a task writes. */
export interface Platform {
  bundle(): Promise<PlatformBundle>;
  render(service: Service): Promise<Rendered>;
  validate(tree: FileTree): Promise<Finding[]>;
}

export function createPlatform(load: () => Promise<PlatformBundle>): Platform {
  let loaded: Promise<PlatformBundle> | undefined;
  const bundle = () => {
    // A failure is not kept: the next call tries again.
    loaded ??= load().catch(error => {
      loaded = undefined;
      throw error;
    });
    return loaded;
  };
  return {
    bundle,
    render: async service => renderService(service, await bundle()),
    validate: async tree => validateTree(tree, await bundle()),
  };
}

/**
 * The platform bundle and its renderer. By default the built-in bundle, with the registry of
 * `slipway.platform.registry`; a platform team replaces it with a service factory of its own.
 */
export const platformServiceRef = createServiceRef<Platform>({
  id: 'slipway.platform',
  defaultFactory: async service =>
    createServiceFactory({
      service,
      deps: { config: coreServices.rootConfig },
      factory({ config }) {
        const registry = config.getOptionalString('slipway.platform.registry');
        return createPlatform(async () => {
          const builtIn = await loadBuiltInBundle();
          return { ...builtIn, registry: registry ?? builtIn.registry };
        });
      },
    }),
});
