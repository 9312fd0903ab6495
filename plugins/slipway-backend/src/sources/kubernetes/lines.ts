import { unusableAnswer } from './problems';

/** Nothing that a cluster sends in one event is as long; what is would only eat memory. */
const LONGEST_LINE = 16 * 1024 * 1024;

/** The non-empty lines of a stream of bytes, wherever the pieces end. */
export async function* linesOf(
  stream: AsyncIterable<Uint8Array>,
): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const piece of stream) {
    const text = decoder.decode(piece, { stream: true });
    const parts = text.split('\n');
    rest += parts[0];
    for (const part of parts.slice(1)) {
      if (rest.trim()) {
        yield rest;
      }
      rest = part;
    }
    if (rest.length > LONGEST_LINE) {
      throw unusableAnswer();
    }
  }
  rest += decoder.decode();
  if (rest.trim()) {
    yield rest;
  }
}
