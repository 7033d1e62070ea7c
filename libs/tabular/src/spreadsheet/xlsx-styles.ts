import { numberFormat, type NumberFormat } from './cell-text.js';
import { readXml } from './xml-stream.js';
import type { ZipArchive } from './zip-archive.js';

/** By the number of the style that a cell has. */
export type Styles = readonly NumberFormat[];

export function readStyles(archive: ZipArchive, part: string): Styles {
  const codes = new Map<number, string>();
  const styles: NumberFormat[] = [];
  let isCell = false;
  readXml(archive, part, {
    opened(name, attributes) {
      const id = Number(attributes['numFmtId'] ?? 0);
      const code = attributes['formatCode'];
      if (name === 'numFmt' && code !== undefined) codes.set(id, code);
      else if (name === 'cellXfs') isCell = true;
      else if (name === 'xf' && isCell) styles.push(numberFormat(id, codes.get(id)));
    },
    closed(name) {
      if (name === 'cellXfs') isCell = false;
    },
    text: () => undefined,
  });
  return styles;
}
