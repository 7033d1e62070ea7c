import type { Sheet } from '../sheet.js';
import { unescaped } from './cell-text.js';
import { malformed, stop } from './refused.js';
import { TextBudget, type Wanted } from './sheet-rows.js';
import { readXlsxSheet } from './xlsx-sheet.js';
import { readStyles, type Styles } from './xlsx-styles.js';
import { readXml, type Attributes } from './xml-stream.js';
import type { ZipArchive } from './zip-archive.js';

/** As many as Excel itself makes; each costs a part to open. */
const MOST_SHEETS = 255;
const MOST_STRINGS = 3_000_000;

const notTable = (): never => stop('FILE_NOT_TABLE', 'dit is geen rekenblad (XLSX of ODS)');

interface Relation {
  readonly type: string;
  readonly target: string;
}

interface Workbook {
  readonly is1904: boolean;
  readonly sheets: readonly { readonly name: string; readonly relation: string }[];
}

const ROOT = '_rels/.rels';

/** Whether the parts are those of a workbook of Excel. */
export const isXlsx = (archive: ZipArchive): boolean => archive.has(ROOT) && archive.has('[Content_Types].xml');

/** The part that a relation leads to: from the folder of the part that has it, or from the root. */
function resolved(folder: string, target: string): string {
  const steps = target.startsWith('/') ? [] : folder.split('/').filter((step) => step !== '');
  for (const step of target.split('/')) {
    if (step === '..') steps.pop();
    else if (step !== '' && step !== '.') steps.push(step);
  }
  return steps.join('/');
}

const folderOf = (part: string): string => part.slice(0, part.lastIndexOf('/') + 1);

function readRelations(archive: ZipArchive, relations: string, folder: string): ReadonlyMap<string, Relation> {
  const found = new Map<string, Relation>();
  if (!archive.has(relations)) return found;
  readXml(archive, relations, {
    opened(name, { Id: id, Type: type, Target: target }) {
      if (name !== 'Relationship' || id === undefined || type === undefined || target === undefined) return;
      found.set(id, { type: type.slice(type.lastIndexOf('/') + 1), target: resolved(folder, target) });
    },
    closed: () => undefined,
    text: () => undefined,
  });
  return found;
}

const relationId = (attributes: Attributes): string | undefined =>
  Object.entries(attributes).find(([name]) => name.endsWith(':id'))?.[1];

function readWorkbook(archive: ZipArchive, part: string): Workbook {
  const sheets: { name: string; relation: string }[] = [];
  let is1904 = false;
  let isWorkbook = false;
  readXml(archive, part, {
    opened(name, attributes) {
      if (name === 'workbook') isWorkbook = true;
      // A document of Word is packed the same way.
      if (!isWorkbook) notTable();
      if (name === 'workbookPr') is1904 = ['1', 'true'].includes(attributes['date1904'] ?? '');
      const relation = name === 'sheet' ? relationId(attributes) : undefined;
      if (relation !== undefined) sheets.push({ name: attributes['name'] ?? '', relation });
    },
    closed: () => undefined,
    text: () => undefined,
  });
  if (sheets.length > MOST_SHEETS) malformed('het heeft te veel bladen');
  return { is1904, sheets };
}

/** The texts that cells refer to by number. How a Japanese word sounds (`rPh`) is no part of it. */
function readStrings(archive: ZipArchive, part: string): readonly string[] {
  const strings: string[] = [];
  let text = '';
  let isText = false;
  let sounding = 0;
  readXml(archive, part, {
    opened(name) {
      if (name === 'si') text = '';
      else if (name === 'rPh') sounding++;
      else if (name === 't') isText = sounding === 0;
    },
    closed(name) {
      if (name === 't') isText = false;
      else if (name === 'rPh') sounding--;
      else if (name === 'si') {
        if (strings.length >= MOST_STRINGS) {
          stop('SPREADSHEET_TOO_LARGE', 'het rekenblad heeft te veel verschillende teksten', { most: MOST_STRINGS });
        }
        strings.push(unescaped(text));
      }
    },
    text(piece) {
      if (isText) text += piece;
    },
  });
  return strings;
}

/** Every sheet of a workbook, in its order: wholly where `wanted` says so of its first row, else that row only. */
export function readXlsx(archive: ZipArchive, wanted: Wanted): readonly Sheet[] {
  const root = [...readRelations(archive, ROOT, '').values()].find(({ type }) => type === 'officeDocument');
  if (root === undefined || !archive.has(root.target) || root.target.endsWith('.bin')) {
    return notTable();
  }
  const folder = folderOf(root.target);
  const relations = readRelations(archive, `${folder}_rels/${root.target.slice(folder.length)}.rels`, folder);
  const targetOf = (type: string) => [...relations.values()].find((relation) => relation.type === type)?.target;
  const { is1904, sheets } = readWorkbook(archive, root.target);
  const stringsPart = targetOf('sharedStrings');
  const strings = stringsPart === undefined ? [] : readStrings(archive, stringsPart);
  const stylesPart = targetOf('styles');
  const styles: Styles = stylesPart === undefined ? [] : readStyles(archive, stylesPart);
  const budget = new TextBudget();
  return sheets.flatMap(({ name, relation }) => {
    const target = relations.get(relation);
    // A sheet that is a chart has no cells.
    if (target?.type !== 'worksheet') return [];
    return [readXlsxSheet(archive, { part: target.target, name, strings, styles, is1904, wanted, budget })];
  });
}
