/** One thing that is wrong, said so that it can be mended: what, where, what to do. */
export interface Finding {
  /** A stable id of the rule, e.g. `spec.name`, `quota.pods`. */
  rule: string;
  severity: 'error' | 'warning';
  /** What is wrong, a sentence without a full stop. */
  message: string;
  /** What to do, an imperative. */
  remedy: string;
  /** Where in the spec, e.g. `spec.environments.prod.cluster`. */
  path?: string;
  /** Where in the generated tree. */
  file?: string;
  /** 1-based position in the YAML text, where it is known. */
  line?: number;
  column?: number;
}
