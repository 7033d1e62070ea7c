import type { JsonValue } from '#libs/kernel';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Terminal } from '../terminal.js';
import { explain, type ExplainOptions } from './explain.command.js';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'bovenlokaal-explain-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function file(name: string, content: unknown): string {
  const path = join(folder, name);
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}

const instance = {
  version: 1,
  on: '2026-01-05',
  municipalities: [{ code: 'GM0342', lat: 52.156, lon: 5.2963 }],
  households: [
    { id: 'h1', municipality: 'GM0342', persons: 1, bedrooms: 1, maxRent: 60_000, dueOn: '2025-12-01' },
    { id: 'h2', municipality: 'GM0342', persons: 1, bedrooms: 1, maxRent: 60_000 },
  ],
  dwellings: [
    { id: 'd1', municipality: 'GM0342', bedrooms: 1, rent: 59_000 },
    { id: 'd2', municipality: 'GM0342', bedrooms: 1, rent: 61_800 },
  ],
};

interface Said {
  readonly code: number;
  readonly document: Record<string, unknown>;
  readonly text: string;
  readonly progress: readonly string[];
}

async function asked(options: ExplainOptions, json = true, path = file('instance.json', instance)): Promise<Said> {
  const said = { document: {} as Record<string, unknown>, text: '', progress: [] as string[] };
  const to: Terminal = {
    json,
    answer: (document: JsonValue, text) => {
      said.document = JSON.parse(JSON.stringify(document)) as Record<string, unknown>;
      said.text = text();
    },
    progress: (text) => said.progress.push(text),
  };
  return { ...said, code: await explain(to, path, options), ...said };
}

const codes = ({ document }: Said): readonly string[] =>
  ((document.refused ?? []) as readonly { readonly code: string }[]).map(({ code }) => code);

describe('explain', () => {
  it('tells why a household waits, as data and as text, Dutch unless another language is asked', async () => {
    const dutch = await asked({ household: 'h2' });
    expect(dutch.code).toBe(0);
    expect(dutch.document).toMatchObject({ kind: 'household-waits', id: 'h2', fitting: 1, checked: true });
    expect(dutch.document.text).toContain('1. h2 krijgt d1, dat nu voor h1 is; h1 is dan niet geplaatst.');
    const english = await asked({ household: 'h2', language: 'en' }, false);
    expect(english.text).toContain('Household h2 is not placed in this plan.\n');
  });

  it('tells why a dwelling stays empty, and why another is for whom it is', async () => {
    expect((await asked({ dwelling: 'd2' })).document).toMatchObject({ kind: 'dwelling-empty', id: 'd2', fitting: 0 });
    expect((await asked({ dwelling: 'd1' })).document).toMatchObject({ kind: 'placed', placing: { household: 'h1' } });
  });

  it('tells what would be with the changes of a file', async () => {
    const changes = file('changes.json', { households: [{ id: 'h2', maxRent: 61_800 }] });
    const { code, document } = await asked({ whatIf: changes });
    expect(code).toBe(0);
    expect(document).toMatchObject({ kind: 'what-if', verdict: 'gains', difference: { gained: ['h2'], lost: [] } });
  });

  it.each<[string, ExplainOptions, string]>([
    ['a household that is not there', { household: 'h9' }, 'HOUSEHOLD_UNKNOWN'],
    ['a dwelling that is not there', { dwelling: 'd9' }, 'DWELLING_UNKNOWN'],
    ['changes that are not there', { whatIf: 'nowhere.json' }, 'FILE_NOT_FOUND'],
  ])('refuses %s as wrong usage', async (_, options, code) => {
    const said = await asked(options);
    expect(said.code).toBe(2);
    expect(codes(said)).toEqual([code]);
  });

  it('refuses a file that is not there, is no JSON, or is no instance', async () => {
    for (const [path, code] of [
      [join(folder, 'nowhere.json'), 'FILE_NOT_FOUND'],
      [file('text.json', '{'), 'JSON_INVALID'],
      [file('other.json', { ...instance, dwellings: [{ id: 'd1' }] }), 'FIELD_EMPTY'],
    ] as const) {
      const said = await asked({ household: 'h1' }, true, path);
      expect(said.code).toBe(2);
      expect(codes(said)).toContain(code);
    }
  });
});
