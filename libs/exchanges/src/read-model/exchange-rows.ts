import type { RecordedEvent } from '#libs/event-store';
import type { LocalDate, MunicipalityCode } from '#libs/kernel';
import type { Change, Row } from '#libs/projections';
import type { BalanceCause, Direction, LegStateName } from './leg-states.js';

/** A household that goes, or goes back, from one municipality to another. */
interface Given {
  readonly leg: number;
  readonly giver: MunicipalityCode;
  readonly taker: MunicipalityCode;
  readonly persons: number;
  readonly on: LocalDate;
  readonly cause: BalanceCause;
}

/** The rows of one exchange, as one event changes them. */
export class ExchangeRows {
  constructor(
    private readonly recorded: Pick<RecordedEvent, 'position' | 'version' | 'recordedAt'>,
    private readonly exchange: string,
  ) {}

  /** Every event moves the version on. */
  becomes(row: Row = {}): Change {
    const { version } = this.recorded;
    return { kind: 'put', table: 'exchange', key: { exchange: this.exchange }, row: { version, ...row } };
  }

  leg(number: number, state: LegStateName, row: Row = {}): Change {
    return { kind: 'put', table: 'leg', key: { exchange: this.exchange, leg: number }, row: { state, ...row } };
  }

  party(municipality: MunicipalityCode): Change {
    return { kind: 'insert', table: 'party', row: { exchange: this.exchange, municipality } };
  }

  answered(municipality: MunicipalityCode, answer: string, reason: string | null): Change {
    const { recordedAt: answered_at } = this.recorded;
    const key = { exchange: this.exchange, municipality };
    return { kind: 'put', table: 'answer', key, row: { answer, reason, answered_at } };
  }

  checked(leg: number, municipality: MunicipalityCode, answers: string): Change {
    const { recordedAt: answered_at } = this.recorded;
    const key = { exchange: this.exchange, leg, municipality };
    return { kind: 'put', table: 'checklist', key, row: { answers, answered_at } };
  }

  reversals(amount: number): Change {
    return { kind: 'add', table: 'exchange', key: { exchange: this.exchange }, amounts: { open_reversals: amount } };
  }

  decided(row: Row): Change {
    return { kind: 'insert', table: 'redistribution_decision', row: { exchange: this.exchange, ...row } };
  }

  /** Two rows for each: one on either side. Of legs of either kind, since a repair does not tell it: the balance reads those that recouple. */
  booked(given: readonly Given[]): readonly Change[] {
    return given.flatMap((one, i) => [
      this.#entry(2 * i, one, one.giver, one.taker, 'given'),
      this.#entry(2 * i + 1, one, one.taker, one.giver, 'received'),
    ]);
  }

  #entry(
    entry: number,
    { leg, persons, on, cause }: Given,
    municipality: MunicipalityCode,
    counterparty: MunicipalityCode,
    direction: Direction,
  ): Change {
    const { position } = this.recorded;
    const between = { position, entry, municipality, counterparty, direction };
    const what = { households: 1, persons, effective_on: on, exchange: this.exchange, leg, cause };
    return { kind: 'insert', table: 'balance_entry', row: { ...between, ...what } };
  }
}
