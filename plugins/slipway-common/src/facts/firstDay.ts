/** What a service that does not run yet still needs, as far as the portal can see. */
export interface FirstDayFacts {
  items: FirstDayItem[];
}

export interface FirstDayItem {
  /** Stable: `ci.pusher`, `namespace.prod`. */
  id: string;
  /** The one environment that cannot do without. */
  environment?: string;
  /** What is to be the case, one sentence in Markdown. */
  text: string;
  /** The page where people see to it. */
  url?: string;
  /** Four answers: what may not be looked up, and what could not be asked, are never shown as missing. */
  answer: 'there' | 'missing' | 'denied' | 'unreachable';
  /** What exactly is missing, who does not allow the look, or why nobody could be asked. */
  note?: string;
}
