export { ReallyUsed, measuredOf } from './ReallyUsed';
