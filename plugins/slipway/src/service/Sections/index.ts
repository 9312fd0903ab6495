export { Sections } from './Sections';
export type { Section, SectionName } from './Sections';
