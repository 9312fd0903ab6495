const networkWords: [RegExp, string][] = [
  [/ECONNREFUSED/, 'connection refused'],
  [/ECONNRESET|EPIPE|UND_ERR_SOCKET|socket hang up/, 'connection reset'],
  [/ETIMEDOUT|TIMEOUT/, 'no answer in time'],
  [/ENOTFOUND|EAI_AGAIN/, 'its name cannot be resolved'],
  [/EHOSTUNREACH|ENETUNREACH/, 'no route to it'],
  [/CERT|SELF_SIGNED|UNABLE_TO_|altnames/, 'its certificate is not trusted'],
];

/** Says in known words what a message is about; the message itself may name internal addresses. */
export function inKnownWords(text: string): string | undefined {
  return networkWords.find(([pattern]) => pattern.test(text))?.[1];
}
