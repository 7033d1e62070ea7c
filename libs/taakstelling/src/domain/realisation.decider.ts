import {
  accept,
  canonicalJson,
  refusal,
  refuse,
  refused,
  startOfDay,
  unreachable,
  type Decider,
  type Instant,
  type LocalDate,
  type Refusal,
} from '#libs/kernel';
import { notInFuture } from './not-in-future.js';
import type { CountedRow, RealisationCorrected, RealisationRecorded } from './taakstelling.events.js';

/** One row that an administration listed, as it reads now. */
export type Realisation =
  | { readonly status: 'unknown' }
  | {
      readonly status: 'counted';
      readonly counted: CountedRow;
      /** Since when it reads so; null: since the moment of recording. */
      readonly knownAt: Instant | null;
    }
  | { readonly status: 'withdrawn' };

export interface RecordRow {
  readonly type: 'RecordRow';
  readonly now: Instant;
  /** Kinds of housing in the policy that holds in the period of the row. */
  readonly knownKinds: readonly string[];
  readonly row: Omit<RealisationRecorded, 'type'>;
}

export interface CorrectRow {
  readonly type: 'CorrectRow';
  readonly now: Instant;
  readonly knownKinds: readonly string[];
  readonly correction: Omit<RealisationCorrected, 'type' | 'was'>;
}

/** The calendar is slow to ask (some 30 µs), and a file has many rows of the same days. */
const starts = new Map<LocalDate, Instant>();
const MOST_REMEMBERED = 10_000;

function startOfThat(day: LocalDate): Instant {
  const known = starts.get(day);
  if (known !== undefined) return known;
  if (starts.size >= MOST_REMEMBERED) starts.clear();
  const start = startOfDay(day);
  starts.set(day, start);
  return start;
}

/** Nobody knows of a move before the day on which it happened: a plan to move is no realisation. */
function knownTooEarly({ on }: CountedRow, knownAt: Instant | null): readonly Refusal[] {
  if (knownAt === null || knownAt >= startOfThat(on)) return [];
  const message = `een verhuizing van ${on} kan niet op ${knownAt} bekend zijn geweest`;
  return [refusal('KNOWN_BEFORE_MOVE', message, ['input', 'knownAt'], { on, knownAt })];
}

function faultsOf(
  counted: CountedRow,
  knownKinds: readonly string[],
  now: Instant,
  prefix: readonly string[],
): Refusal[] {
  const faults: Refusal[] = notInFuture({ on: counted.on }, now).map((fault) => ({
    ...fault,
    path: [...prefix, 'on'],
  }));
  if (counted.persons === 0) {
    faults.push(refusal('PERSONS_ZERO', 'een realisatie telt ten minste één persoon', [...prefix, 'persons']));
  }
  if (!knownKinds.includes(counted.kind)) {
    const message = `“${counted.kind}” is in het beleid geen soort huisvesting; wel: ${knownKinds.join(', ')}`;
    faults.push(refusal('KIND_UNKNOWN', message, [...prefix, 'kind'], { known: [...knownKinds] }));
  }
  return faults;
}

/** A realisation: recorded once, read differently by corrections with a reason, at last perhaps withdrawn. */
export const realisationDecider: Decider<
  Realisation,
  RecordRow | CorrectRow,
  RealisationRecorded | RealisationCorrected
> = {
  initial: { status: 'unknown' },

  evolve(_, event) {
    switch (event.type) {
      case 'RealisationRecorded':
        return { status: 'counted', counted: event.counted, knownAt: event.knownAt };
      case 'RealisationCorrected':
        return event.becomes === null
          ? { status: 'withdrawn' }
          : { status: 'counted', counted: event.becomes, knownAt: event.knownAt };
      default:
        return unreachable(event);
    }
  },

  decide(command, state) {
    switch (command.type) {
      case 'RecordRow': {
        // The identity of a row follows from its content: what is there already is this very row, perhaps corrected since.
        if (state.status !== 'unknown') return accept();
        const { row, knownKinds, now } = command;
        const faults = [
          ...faultsOf(row.counted, knownKinds, now, ['input']),
          ...notInFuture({ knownAt: row.knownAt }, now),
          ...knownTooEarly(row.counted, row.knownAt),
        ];
        if (row.counted.persons < 0 && row.reason === null) {
          faults.push(refusal('REASON_REQUIRED', 'een aftrek heeft een reden nodig', ['input', 'reason']));
        }
        return faults.length > 0 ? refused(...faults) : accept({ ...row, type: 'RealisationRecorded' });
      }
      case 'CorrectRow': {
        const { correction, knownKinds, now } = command;
        if (state.status === 'unknown') {
          return refuse('REALISATION_UNKNOWN', 'deze realisatie is niet bekend', ['input', 'id']);
        }
        if (state.status === 'withdrawn') {
          return refuse('REALISATION_WITHDRAWN', 'deze realisatie is al ingetrokken; leg haar opnieuw vast', [
            'input',
            'id',
          ]);
        }
        const { becomes } = correction;
        const faults = [...notInFuture({ knownAt: correction.knownAt }, now)];
        // Asked as known in between, one would see the row taken back before it was there.
        if (correction.knownAt !== null && (state.knownAt === null || correction.knownAt < state.knownAt)) {
          const since = state.knownAt ?? 'het moment van vastleggen';
          const message = `de correctie kan niet eerder bekend zijn dan wat zij corrigeert (${since})`;
          faults.push(refusal('KNOWN_BEFORE_ROW', message, ['input', 'knownAt']));
        }
        if (becomes !== null) {
          faults.push(
            ...faultsOf(becomes, knownKinds, now, ['input', 'becomes']),
            ...knownTooEarly(becomes, correction.knownAt),
          );
        }
        if (becomes !== null && canonicalJson({ ...becomes }) === canonicalJson({ ...state.counted })) {
          faults.push(refusal('NOTHING_CHANGED', 'de correctie verandert niets', ['input', 'becomes']));
        }
        return faults.length > 0
          ? refused(...faults)
          : accept({ ...correction, type: 'RealisationCorrected', was: state.counted });
      }
      default:
        return unreachable(command);
    }
  },
};
