const LINE = 70;

/** Text as kustomize writes it into Secrets: UTF-8 in base 64, in lines where it is long. */
export function base64(text: string): string {
  const bytes = new TextEncoder().encode(text);
  const encoded = btoa(
    Array.from(bytes, byte => String.fromCharCode(byte)).join(''),
  );
  return encoded.length < LINE
    ? encoded
    : (encoded.match(new RegExp(`.{1,${LINE}}`, 'g')) ?? [])
        .map(line => `${line}\n`)
        .join('');
}
