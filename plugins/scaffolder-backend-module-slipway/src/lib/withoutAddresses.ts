const ADDRESSES = [
  /\b[a-z][a-z0-9+.-]*:\/\/[^\s"'<>)\]]+/gi,
  /\[[0-9a-f]*:[0-9a-f:.]+\](?::\d+)?/gi,
  /\b\d{1,3}(?:\.\d{1,3}){3}(?::\d+)?\b/g,
  /\blookup \S+/gi,
  /\b[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?:\d{2,5}\b/gi,
];

/** What another system said, without the addresses in it: those are the platform's own business. */
export function withoutAddresses(text: string): string {
  return ADDRESSES.reduce((rest, pattern) => rest.replace(pattern, '…'), text);
}
