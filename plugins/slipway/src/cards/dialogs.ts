/** What a click opens on a card, in one file that the first click loads. */
export { ActDialog } from './Act/ActDialog';
export { LogDialog } from './PodLog/LogDialog';
export { NameDialog } from '../fleet/Views/NameDialog';
