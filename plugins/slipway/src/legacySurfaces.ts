/** What portals on the old front-end system show besides, and all the rest with it: loaded apart it would come twice. */
export * from './surfaces';
export { ServiceOverview } from './cards/Overview';
export { FleetPage } from './fleet/FleetPage';
