export { Attention } from './Attention';
export { goTo } from './goTo';
