import { refusal, type JsonObject, type Refusal, type Result } from '#libs/kernel';
import {
  explainDwelling,
  explainHousehold,
  explainWhatIf,
  readDocument,
  readExplainable,
  tellFacts,
  type Explanation,
  type Language,
} from '#libs/matching';
import { readFile } from 'node:fs/promises';
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
const OURS = ['EXPLANATION_NOT_SOUND'];

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
  const explanation = await explained(document.value, options);
  to.progress(`uitgelegd en gecontroleerd in ${Math.round(performance.now() - began)} ms`);
  if (!explanation.ok) return tellRefused(to, explanation.refusals, exitOf(explanation.refusals));
  const { facts } = explanation.value;
  const text = tellFacts(facts, options.language ?? 'nl');
  to.answer({ ...facts, text, checked: true } as unknown as JsonObject, () => text.join('\n'));
  return EXIT.done;
}

const exitOf = (refusals: readonly Refusal[]): ExitCode =>
  refusals.some(({ code }) => OURS.includes(code)) ? EXIT.refused : EXIT.usage;

async function explained(document: unknown, options: ExplainOptions): Promise<Result<Explanation>> {
  if (options.whatIf !== undefined) {
    const changes = await documentAt(options.whatIf, 'what-if');
    return changes.ok ? explainWhatIf(document, changes.value) : changes;
  }
  const explainable = readExplainable(document);
  if (!explainable.ok) return explainable;
  return options.household === undefined
    ? explainDwelling(explainable.value, options.dwelling ?? '')
    : explainHousehold(explainable.value, options.household);
}
