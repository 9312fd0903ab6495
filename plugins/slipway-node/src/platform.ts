import {
  coreServices,
  createServiceFactory,
  createServiceRef,
} from '@backstage/backend-plugin-api';
import {
  asksOf,
  firstDayOf,
  gitopsOf,
  nameRoom,
  renderBeside,
  renderService,
  validateTree,
  versionPlacesOf,
  type Ask,
  type Beside,
  type VersionPlace,
} from '@slipway/blueprint';
import type {
  DerivedName,
  FileTree,
  Finding,
  FirstDayNeed,
  PlatformBundle,
  Service,
} from '@slipway/model';
import { loadBundle } from '@slipway/skeletons';

/** The one renderer of a portal: what a preview shows is what a task writes. */
export interface Platform {
  bundle(): Promise<PlatformBundle>;
  /** Into an empty repository, or beside the files that one has: none of them is written. */
  render(service: Service, existing?: readonly string[]): Promise<Beside>;
  /** The GitOps repository that its manifests go to, where that is another one. */
  gitops(
    service: Service,
  ): Promise<{ url: string; branch: string } | undefined>;
  /** Where Git says which version each of its environments runs. */
  versions(service: Service): Promise<VersionPlace[]>;
  /** What the service needs beyond its repository before its first deployment. */
  firstDay(service: Service): Promise<FirstDayNeed[]>;
  /** Names that leave a service less room than its own rule does. */
  nameRoom(): Promise<DerivedName[]>;
  validate(tree: FileTree): Promise<Finding[]>;
  /** What a task would write for a service, and what it would say of that. */
  preview(service: Service): Promise<Previewed>;
}

export interface Previewed {
  tree: FileTree;
  central: FileTree;
  findings: Finding[];
  asks: Ask[];
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
  let room: DerivedName[] | undefined;
  return {
    bundle,
    render: async (service, existing = []) =>
      renderBeside(service, await bundle(), existing),
    gitops: async service => gitopsOf(service, await bundle()),
    versions: async service => versionPlacesOf(service, await bundle()),
    firstDay: async service => firstDayOf(service, await bundle()),
    async nameRoom() {
      room ??= nameRoom(await bundle());
      return room;
    },
    validate: async tree => validateTree(tree, await bundle()),
    async preview(service) {
      const platform = await bundle();
      const { tree, central = {}, findings } = renderService(service, platform);
      const all = [tree, central];
      const order = Object.keys(service.spec.environments);
      const place = (environment: string) => order.indexOf(environment);
      return {
        tree,
        central,
        findings: [
          ...findings,
          ...all.flatMap(files => validateTree(files, platform)),
        ],
        asks: all
          .flatMap(asksOf)
          .sort((a, b) => place(a.environment) - place(b.environment)),
      };
    },
  };
}

/**
 * The platform bundle and its renderer. By default that of `slipway.platform.bundle`, a package or a folder as the command line
 * takes it, else the built-in one; with the registry of `slipway.platform.registry`. A platform team may also replace it with a
 * service factory of its own.
 */
export const platformServiceRef = createServiceRef<Platform>({
  id: 'slipway.platform',
  defaultFactory: async service =>
    createServiceFactory({
      service,
      deps: { config: coreServices.rootConfig },
      factory({ config }) {
        const platform = config.getOptionalConfig('slipway.platform');
        const registry = platform?.getOptionalString('registry');
        return createPlatform(async () => {
          const bundle = await loadBundle(
            platform?.getOptionalString('bundle'),
            process.cwd(),
          );
          return { ...bundle, registry: registry ?? bundle.registry };
        });
      },
    }),
});
