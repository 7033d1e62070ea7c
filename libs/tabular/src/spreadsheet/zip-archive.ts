import { Inflate, type FlateError } from 'fflate';
import { malformed, stop } from './refused.js';

/**
 * What parts may unpack to: 250,000 rows of a dozen short cells are some 90 MB of XML, and a bomb is told by what comes out of it,
 * never by the size that it declares. Reading so much takes some seconds, which is the most that a file may cost.
 */
export const MOST_PART_BYTES = 96 * 1024 * 1024;
export const MOST_UNPACKED_BYTES = 128 * 1024 * 1024;

/** Packed bytes that are unpacked at a time: deflate makes at most 1,032 times as many of them, so 4 MB at once. */
const PIECE = 4 * 1024;

const END = 0x06054b50;
const END_BYTES = 22;
const CENTRAL = 0x02014b50;
const CENTRAL_BYTES = 46;
const LOCAL = 0x04034b50;
const LOCAL_BYTES = 30;
const MOST_COMMENT = 0xffff;
const STORED = 0;
const DEFLATED = 8;
/** Stands for a size of ZIP64, which no file of at most 20 MB needs. */
const ELSEWHERE = 0xffffffff;

interface Entry {
  readonly offset: number;
  readonly packed: number;
  readonly method: number;
  readonly isEncrypted: boolean;
}

/** The parts of a ZIP file, by its central directory. Unpacks as a stream and counts what comes out. */
export class ZipArchive {
  readonly #view: DataView;
  readonly #entries = new Map<string, Entry>();
  #left = MOST_UNPACKED_BYTES;

  constructor(private readonly bytes: Uint8Array) {
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.readDirectory();
  }

  has(name: string): boolean {
    return this.#entries.has(name);
  }

  /** Hands over a part piece by piece; the callback may throw to have no more of it. Refuses a part that is not there. */
  unpack(name: string, sink: (piece: Uint8Array) => void): void {
    const entry = this.#entries.get(name) ?? malformed(`${name} ontbreekt`);
    if (entry.isEncrypted) stop('FILE_ENCRYPTED', 'het bestand is met een wachtwoord beveiligd; bewaar het zonder');
    const packed = this.packedOf(entry);
    let ofPart = 0;
    const counted = (piece: Uint8Array): void => {
      ofPart += piece.length;
      this.#left -= piece.length;
      if (ofPart > MOST_PART_BYTES || this.#left < 0) tooMuch();
      sink(piece);
    };
    if (entry.method === STORED) return counted(packed);
    if (entry.method !== DEFLATED) malformed('het is op een onbekende manier ingepakt');
    inflate(packed, counted);
  }

  private packedOf({ offset, packed }: Entry): Uint8Array {
    if (offset + LOCAL_BYTES > this.bytes.length || this.#view.getUint32(offset, true) !== LOCAL) {
      malformed('een onderdeel staat niet waar het moet staan');
    }
    const start =
      offset + LOCAL_BYTES + this.#view.getUint16(offset + 26, true) + this.#view.getUint16(offset + 28, true);
    if (start + packed > this.bytes.length) malformed('het is afgebroken');
    return this.bytes.subarray(start, start + packed);
  }

  private readDirectory(): void {
    const end = this.endOfDirectory();
    const count = this.#view.getUint16(end + 10, true);
    let at = this.#view.getUint32(end + 16, true);
    for (let n = 0; n < count; n++) {
      if (at + CENTRAL_BYTES > end || this.#view.getUint32(at, true) !== CENTRAL)
        malformed('de inhoudsopgave klopt niet');
      const entry: Entry = {
        isEncrypted: (this.#view.getUint16(at + 8, true) & 1) === 1,
        method: this.#view.getUint16(at + 10, true),
        packed: this.#view.getUint32(at + 20, true),
        offset: this.#view.getUint32(at + 42, true),
      };
      if (entry.packed === ELSEWHERE || entry.offset === ELSEWHERE) malformed('het is ZIP64');
      const nameLength = this.#view.getUint16(at + 28, true);
      const nameAt = at + CENTRAL_BYTES;
      const name = new TextDecoder().decode(this.bytes.subarray(nameAt, nameAt + nameLength));
      // Of two parts by one name, one program reads the first and another the second.
      if (this.#entries.has(name)) malformed('een onderdeel staat er twee keer in');
      this.#entries.set(name, entry);
      at = nameAt + nameLength + this.#view.getUint16(at + 30, true) + this.#view.getUint16(at + 32, true);
    }
  }

  private endOfDirectory(): number {
    const last = this.bytes.length - END_BYTES;
    for (let at = last; at >= Math.max(0, last - MOST_COMMENT); at--) {
      if (this.#view.getUint32(at, true) === END) return at;
    }
    return malformed('het einde ontbreekt');
  }
}

function tooMuch(): never {
  const most = MOST_PART_BYTES / 1_048_576;
  return stop('SPREADSHEET_TOO_LARGE', `het rekenblad is uitgepakt groter dan ${most} MB`, { most: MOST_PART_BYTES });
}

function inflate(packed: Uint8Array, sink: (piece: Uint8Array) => void): void {
  const stream = new Inflate(sink);
  try {
    for (let at = 0; at < packed.length; at += PIECE) {
      stream.push(packed.subarray(at, at + PIECE), at + PIECE >= packed.length);
    }
  } catch (error) {
    if (isFlateError(error)) malformed('het kan niet worden uitgepakt');
    throw error;
  }
}

const isFlateError = (error: unknown): error is FlateError =>
  error instanceof Error && 'code' in error && typeof error.code === 'number';
