import { unusableAnswer } from './problems';

/** Nothing that a cluster sends as one object is as long; what is would only eat memory. */
const LONGEST_ITEM = 16 * 1024 * 1024;
/** What stands around the objects of a list: its kind, its version, where it goes on. */
const LONGEST_REST = 64 * 1024;

const [QUOTE, BACKSLASH, COMMA] = Buffer.from('"\\,');
const [BRACE, BRACE_END, BRACKET, BRACKET_END] = Buffer.from('{}[]');

/** A list's own `items`, and no text that says so. */
const ITEMS = /[{,]\s*"items"\s*:\s*\[$/;

/**
 * Takes a list as it arrives, and hands over each of its objects as soon as it is whole. Parsed one by one, thousands of
 * them never stand in memory together, nor does the portal stand still while they are parsed.
 */
export class ListItems {
  private depth = 0;
  private inText = false;
  private escaped = false;
  private inItems = false;
  /** A comma promises another one. */
  private promised = false;
  private item: Buffer[] = [];
  private size = 0;
  private rest = Buffer.alloc(0);

  constructor(private readonly onItem: (item: unknown) => void) {}

  take(piece: Uint8Array) {
    const bytes = Buffer.from(piece.buffer, piece.byteOffset, piece.length);
    let from = 0;
    for (let at = 0; at < bytes.length; at++) {
      const byte = bytes[at];
      if (this.inText) {
        if (this.escaped) {
          this.escaped = false;
        } else if (byte === BACKSLASH) {
          this.escaped = true;
        } else {
          this.inText = byte !== QUOTE;
        }
      } else if (byte === QUOTE) {
        this.inText = true;
      } else if (byte === BRACE || byte === BRACKET) {
        this.depth += 1;
        if (this.depth === 2 && byte === BRACKET) {
          this.keep(bytes.subarray(from, at + 1));
          from = at + 1;
          this.inItems = ITEMS.test(this.rest.toString('latin1'));
        }
      } else if (byte === BRACE_END || byte === BRACKET_END) {
        this.depth -= 1;
        if (this.depth === 1 && this.inItems) {
          this.keep(bytes.subarray(from, at));
          from = at;
          this.handOver(false);
          this.inItems = false;
        }
      } else if (byte === COMMA && this.depth === 2 && this.inItems) {
        this.keep(bytes.subarray(from, at));
        from = at + 1;
        this.handOver(true);
      }
    }
    this.keep(bytes.subarray(from));
  }

  /** All came: the list, without its objects. */
  end(): unknown {
    return parsed(this.rest);
  }

  private keep(bytes: Buffer) {
    if (this.inItems) {
      this.item.push(bytes);
      this.size += bytes.length;
    } else {
      this.rest = Buffer.concat([this.rest, bytes]);
    }
    if (this.size > LONGEST_ITEM || this.rest.length > LONGEST_REST) {
      throw unusableAnswer();
    }
  }

  private handOver(more: boolean) {
    const bytes =
      this.item.length === 1 ? this.item[0] : Buffer.concat(this.item);
    this.item = [];
    this.size = 0;
    if (more || this.promised || bytes.toString('latin1').trim() !== '') {
      this.onItem(parsed(bytes));
    }
    this.promised = more;
  }
}

function parsed(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    throw unusableAnswer();
  }
}
