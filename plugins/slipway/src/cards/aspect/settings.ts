/** What a portal may set of every card. */
export interface CardSettings {
  /** Only these environments; all when left out. */
  environments?: string[];
  /** In depth, as on the service's own tab: there, too, how to get what is not there. */
  full?: boolean;
}
