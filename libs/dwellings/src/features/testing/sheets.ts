import { strToU8, zipSync } from 'fflate';

const escaped = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;');

const zipped = (parts: Readonly<Record<string, string>>): Uint8Array =>
  zipSync(Object.fromEntries(Object.entries(parts).map(([name, text]) => [name, strToU8(text)])));

const REL = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

/** Rows of text as a workbook of one sheet. */
export const asXlsx = (rows: readonly (readonly string[])[]): Uint8Array =>
  zipped({
    '[Content_Types].xml': '<Types/>',
    '_rels/.rels': `<Relationships><Relationship Id="a" Type="${REL}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `<workbook xmlns:r="${REL}"><sheets><sheet name="Woningen" sheetId="1" r:id="b"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships><Relationship Id="b" Type="${REL}/worksheet" Target="sheet.xml"/></Relationships>`,
    'xl/sheet.xml': `<worksheet><sheetData>${rows
      .map(
        (cells) =>
          `<row>${cells.map((text) => `<c t="inlineStr"><is><t>${escaped(text)}</t></is></c>`).join('')}</row>`,
      )
      .join('')}</sheetData></worksheet>`,
  });

/** Rows of text as a document of one sheet. */
export const asOds = (rows: readonly (readonly string[])[]): Uint8Array =>
  zipped({
    mimetype: 'application/vnd.oasis.opendocument.spreadsheet',
    'content.xml': `<o:document-content xmlns:o="o" xmlns:office="office" xmlns:table="table" xmlns:text="text"><o:spreadsheet><table:table table:name="Woningen">${rows
      .map(
        (cells) =>
          `<table:table-row>${cells
            .map(
              (text) =>
                `<table:table-cell office:value-type="string"><text:p>${escaped(text)}</text:p></table:table-cell>`,
            )
            .join('')}</table:table-row>`,
      )
      .join('')}</table:table></o:spreadsheet></o:document-content>`,
  });
