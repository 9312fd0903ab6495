export type { Formats, Translate } from './formats';
export { useFormats } from './useFormats';
export { useLanguage, useTell } from './useTell';
