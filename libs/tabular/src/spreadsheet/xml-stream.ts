import { SaxesParser } from 'saxes';
import { malformed } from './refused.js';
import type { ZipArchive } from './zip-archive.js';

export type Attributes = Readonly<Record<string, string>>;

/** What a reader of one part is told. Names of elements come without their prefix, those of attributes with it. */
export interface XmlReader {
  opened(name: string, attributes: Attributes): void;
  closed(name: string): void;
  text(text: string): void;
}

/** Spreadsheets nest a dozen deep; who nests thousands wants our memory. */
const MOST_DEPTH = 100;

const local = (name: string): string => name.slice(name.indexOf(':') + 1);

/**
 * Reads a part as XML while it is unpacked. A document type is refused: no spreadsheet has one, and entities that it defines
 * can be made to expand without end.
 */
export function readXml(archive: ZipArchive, part: string, reader: XmlReader): void {
  const parser = new SaxesParser<{ xmlns: false; position: false }>({ xmlns: false, position: false });
  let depth = 0;
  parser.on('doctype', () => malformed('het definieert zelf een documenttype'));
  parser.on('opentag', ({ name, attributes }) => {
    if (++depth > MOST_DEPTH) malformed('het is te diep genest');
    reader.opened(local(name), attributes);
  });
  parser.on('closetag', ({ name }) => {
    depth--;
    reader.closed(local(name));
  });
  parser.on('text', (text) => reader.text(text));
  parser.on('cdata', (text) => reader.text(text));
  parser.on('error', () => malformed(`${part} is geen geldige XML`));
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const decoded = (piece?: Uint8Array): string => {
    try {
      return piece === undefined ? decoder.decode() : decoder.decode(piece, { stream: true });
    } catch {
      return malformed(`${part} is geen UTF-8`);
    }
  };
  archive.unpack(part, (piece) => parser.write(decoded(piece)));
  parser.write(decoded());
  parser.close();
}
