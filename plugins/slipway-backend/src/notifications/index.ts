export { Notifier } from './Notifier';
export { interestsIn } from './interests';
export { troubled } from './troubled';
