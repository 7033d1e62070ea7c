import {
  runCommand,
  type Commanded,
  type EventStore,
  type NewEvent,
  type RecordedEvent,
  type StoredDecider,
} from '#libs/event-store';
import { canonicalJson, idFrom, ok, type JsonObject, type JsonValue, type Refusal, type Result } from '#libs/kernel';
import { atRow, refusedRows } from './row-refusals.js';

/** One row of a file as a command on one stream. */
export interface RowToImport<C, S = unknown> {
  /** Line of the file. */
  readonly line: number;
  /** Left out or null: the file has no sheets. */
  readonly sheet?: string | null;
  readonly stream: string;
  readonly command: C;
  /** The row as it was read: what the file says, without where it stands. */
  readonly content: JsonValue;
  /** What the row says otherwise than what we have, by field. Left out: such a row is new, known or refused. */
  differences?(this: void, state: S): readonly JsonObject[];
}

/** What a file that is declared whole says by holding no row of something, as a command on its stream. */
export interface LeftOut<C, S = unknown> {
  readonly stream: string;
  readonly command: C;
  /** What we have and the file has not; empty: it need not have. */
  differences(this: void, state: S): readonly JsonObject[];
}

/** A file that is declared whole: what it leaves out says something too. */
export interface Whole<C, S = unknown> {
  /** What was declared, as it was read: part of what the command says. */
  readonly declared: JsonValue;
  /** Of other streams than those of the rows; decided after them. */
  readonly leftOut: readonly LeftOut<C, S>[];
}

/** Of a row that is taken in: worth a second look. */
export type ImportWarning = {
  /** Line of the file. */
  readonly row: number;
  /** Stable, for programs. */
  readonly code: string;
  /** Dutch, for people; begins with the row. */
  readonly message: string;
};

/** Asked of every row before it is decided: what its stream said until then, and the line of an earlier row of the same stream. */
export type WarnOfRow<S, C> = (
  row: RowToImport<C>,
  before: S,
  earlierLine: number | null,
) => Pick<ImportWarning, 'code' | 'message'> | null;

export interface ImportSpec<S, C, E> {
  /** Kind of file: `targets`, `published`, … */
  readonly kind: string;
  readonly actor: string;
  /** Null: follows from the content, so that an import that broke off half-way can be repeated. */
  readonly commandId: string | null;
  /** Decide, but store nothing. */
  readonly dryRun: boolean;
  /** In the order in which they are to be decided. */
  readonly rows: readonly RowToImport<C, S>[];
  readonly stored: StoredDecider<S, C, E>;
  readonly warn?: WarnOfRow<S, C> | undefined;
  /** Left out: the file speaks of its rows only. */
  readonly whole?: Whole<C, S> | undefined;
}

/** What came of a file: rows in it, rows that said something new, rows that were known. */
export type ImportedFile = {
  readonly kind: string;
  readonly rows: number;
  readonly added: number;
  readonly unchanged: number;
  readonly dryRun: boolean;
  /** At most `MOST_WARNINGS`, in the order of the file; only of kinds of file that warn at all. */
  readonly warnings?: ImportWarning[];
  /**
   * Where rows say otherwise than what we have, each with its `row`: the first `MOST_DIFFERENCES`; only of kinds of file that may without
   * being wrong.
   */
  readonly differences?: JsonObject[];
  /** How many there are, also of those that are not listed. */
  readonly differencesTotal?: number;
  /** What of ours a file that was declared whole does not hold, and should; each a difference without a `row`. */
  readonly leftOut?: number;
};

/** As with refusals: a hundred tell the story, and the answer to a command is kept for ever. */
const MOST_WARNINGS = 100;
const MOST_DIFFERENCES = 100;

const columnOf = ({ path }: Refusal): string | null => {
  const field = path.at(-1);
  return field === undefined || field === 'input'
    ? null
    : field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
};

function decideRows<S, C, E>(
  { kind, rows, stored, dryRun, warn, whole }: ImportSpec<S, C, E>,
  history: readonly RecordedEvent[],
) {
  const { decider } = stored;
  const states = new Map<string, S>();
  const stateOf = (stream: string): S => states.get(stream) ?? decider.initial;
  for (const event of history) states.set(event.stream, decider.evolve(stateOf(event.stream), stored.read(event)));

  const append = new Map<string, NewEvent[]>();
  const faults: Refusal[] = [];
  const warnings: ImportWarning[] = [];
  const differences: JsonObject[] = [];
  let differencesTotal = 0;
  const differ = (row: number | null, found: readonly JsonObject[]): void => {
    differencesTotal += found.length;
    const room = MOST_DIFFERENCES - differences.length;
    differences.push(...found.slice(0, room).map((each) => ({ row, ...each })));
  };
  const mayDiffer = rows.some((row) => row.differences !== undefined);
  const lines = new Map<string, number>();
  const take = (stream: string, events: readonly E[]): void => {
    for (const event of events) {
      states.set(stream, decider.evolve(stateOf(stream), event));
      const before = append.get(stream);
      if (before === undefined) append.set(stream, [stored.write(event)]);
      else before.push(stored.write(event));
    }
  };
  let unchanged = 0;
  for (const row of rows) {
    const { line, sheet = null, stream, command } = row;
    const warning = warn?.(row, stateOf(stream), lines.get(stream) ?? null) ?? null;
    if (warning !== null && warnings.length < MOST_WARNINGS) {
      warnings.push({ row: line, code: warning.code, message: `rij ${line}: ${warning.message}` });
    }
    if (!lines.has(stream)) lines.set(stream, line);
    if (row.differences !== undefined) differ(line, row.differences(stateOf(stream)));
    const decision = decider.decide(command, stateOf(stream));
    if (!decision.ok) {
      faults.push(...decision.refusals.map((fault) => atRow(line, columnOf(fault), fault, sheet)));
      continue;
    }
    if (decision.value.length === 0) unchanged++;
    else take(stream, decision.value);
  }
  let leftOut = 0;
  for (const { stream, command, differences: differs } of whole?.leftOut ?? []) {
    const found = differs(stateOf(stream));
    const decision = decider.decide(command, stateOf(stream));
    if (found.length > 0) leftOut++;
    differ(null, found);
    if (!decision.ok) faults.push(...decision.refusals);
    else take(stream, decision.value);
  }
  if (faults.length > 0) return refusedRows(faults);
  const result: ImportedFile = {
    kind,
    rows: rows.length,
    added: rows.length - unchanged,
    unchanged,
    dryRun,
    ...(warn === undefined ? {} : { warnings }),
    ...(mayDiffer ? { differences, differencesTotal } : {}),
    ...(whole === undefined ? {} : { leftOut }),
  };
  return ok({ append: [...append].map(([stream, events]) => ({ stream, events })), result });
}

/**
 * Brings a file in: whole or not at all, in one commit over all its streams. Rows that say nothing new add nothing, so
 * that a file can be imported twice and a longer export adds only its new rows. A refused row is named by its line.
 */
export async function importRows<S, C, E>(
  store: EventStore,
  spec: ImportSpec<S, C, E>,
): Promise<Result<Commanded<ImportedFile>>> {
  const leftOut = (spec.whole?.leftOut ?? []).map(({ stream }) => stream);
  const streams = [...new Set([...spec.rows.map(({ stream }) => stream), ...leftOut])];
  if (spec.dryRun) {
    const decided = decideRows(spec, await store.readStreams(streams));
    if (!decided.ok) return decided;
    return ok({ position: (await store.head()).position, result: decided.value.result, repeated: false });
  }
  const { whole } = spec;
  const content = [spec.kind, spec.rows.map((row) => row.content), ...(whole === undefined ? [] : [whole.declared])];
  // The same file leaves out something else when we have more than we had.
  const known = whole === undefined ? content : [...content, leftOut];
  const outcome = await runCommand<ImportedFile>(store, {
    command: { id: spec.commandId ?? idFrom(canonicalJson(known)), content },
    meta: { actor: spec.actor },
    streams,
    decide: (history) => decideRows(spec, history),
  });
  if (!outcome.ok || !outcome.value.repeated) return outcome;
  // The stored answer tells what the file added the first time; this time it added nothing.
  return ok({ ...outcome.value, result: { ...outcome.value.result, added: 0, unchanged: spec.rows.length } });
}
