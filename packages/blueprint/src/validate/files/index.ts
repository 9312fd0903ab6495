export { dockerfileFindings } from './dockerfile';
export { tiltfileFindings } from './tiltfile';
export { workflowFindings } from './workflow';
