export type { Formats, Translate } from './formats';
export { translated } from './translated';
export { useFormats } from './useFormats';
export { useLanguage, useTell } from './useTell';
