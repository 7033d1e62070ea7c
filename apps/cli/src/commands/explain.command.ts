import { ok, refusal, type JsonObject, type Refusal, type Result } from '#libs/kernel';
import { explainApart, readDocument, tellFacts, type Language, type Question } from '#libs/matching';
import { readFile } from 'node:fs/promises';
import { tellingTime } from '../telling-time.js';
import { EXIT, tellRefused, type ExitCode, type Terminal } from '../terminal.js';

/** What is asked of a plan: one of the three. */
export interface ExplainOptions {
  readonly household?: string;
  readonly dwelling?: string;
  /** A file with changes. */
  readonly whatIf?: string;
  readonly language?: Language;
}

/** Refusals that are no wrong usage: the fault is not in what was given. */
const OURS = ['EXPLANATION_NOT_SOUND', 'MATCHING_OUT_OF_MEMORY', 'MATCHING_ENDED'];

async function documentAt(path: string, field: string): Promise<Result<unknown>> {
  try {
    const read = readDocument(await readFile(path, 'utf8'));
    return read.ok ? read : { ok: false, refusals: read.refusals.map((r) => ({ ...r, path: [field] })) };
  } catch {
    const message = `het bestand “${path}” is er niet of kan niet gelezen worden`;
    return { ok: false, refusals: [refusal('FILE_NOT_FOUND', message, [field])] };
  }
}

/** Why this, why not, or what if, of the best plan for an instance; verified before it is told. What cannot be read or is not there is exit 2. */
export async function explain(to: Terminal, path: string, options: ExplainOptions): Promise<ExitCode> {
  const began = performance.now();
  const document = await documentAt(path, 'file');
  if (!document.ok) return tellRefused(to, document.refusals, EXIT.usage);
  const question = await questionOf(options);
  if (!question.ok) return tellRefused(to, question.refusals, EXIT.usage);
  const explained = explainApart({ instance: document.value }, question.value);
  const facts = await tellingTime(to, 'bezig met rekenen', explained);
  to.progress(`uitgelegd en gecontroleerd in ${Math.round(performance.now() - began)} ms`);
  if (!facts.ok) return tellRefused(to, facts.refusals, exitOf(facts.refusals));
  const text = tellFacts(facts.value, options.language ?? 'nl');
  to.answer({ ...facts.value, text, checked: true } as unknown as JsonObject, () => text.join('\n'));
  return EXIT.done;
}

const exitOf = (refusals: readonly Refusal[]): ExitCode =>
  refusals.some(({ code }) => OURS.includes(code)) ? EXIT.refused : EXIT.usage;

async function questionOf({ household, dwelling, whatIf }: ExplainOptions): Promise<Result<Question>> {
  if (whatIf !== undefined) {
    const changes = await documentAt(whatIf, 'what-if');
    return changes.ok ? ok({ about: 'what-if', changes: changes.value }) : changes;
  }
  return ok(
    household === undefined ? { about: 'dwelling', id: dwelling ?? '' } : { about: 'household', id: household },
  );
}
