export { broken, breaks } from './breaks';
export type { Break } from './breaks';
export { soundService } from './service';
