/** What a value may be, in short. Named shapes stand in the table; `string`, `any` and the like stand for themselves. */
export interface Shape {
  type?:
    | 'string'
    | 'integer'
    | 'number'
    | 'boolean'
    | 'quantity'
    | 'intOrString'
    | 'any';
  /** Of a map with known keys. */
  fields?: Record<string, string>;
  required?: string[];
  /** Of a map with any keys. */
  values?: string;
  /** Of a list. */
  items?: string;
  /** The fields by which a patch tells the items of a list; none where they are told by their value. */
  mergeBy?: string[];
  enum?: unknown[];
  pattern?: string;
  minimum?: number;
  maximum?: number;
  minLength?: number;
  maxLength?: number;
  minItems?: number;
  maxItems?: number;
}

/** What an API server knows of kinds, as its own OpenAPI says. */
export interface KindTable {
  /** By apiVersion and kind. */
  kinds: Record<string, { shape: string; clusterScoped?: true }>;
  shapes: Record<string, Shape>;
}
