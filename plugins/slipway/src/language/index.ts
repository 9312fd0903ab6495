export type { Formats } from './formats';
export { useFormats } from './useFormats';
export { useLanguage, useTell } from './useTell';
