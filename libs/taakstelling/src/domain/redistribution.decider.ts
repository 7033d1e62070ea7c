import {
  ok,
  refusal,
  refused,
  startOfDay,
  type Instant,
  type LocalDate,
  type MunicipalityCode,
  type Period,
  type Refusal,
  type Result,
} from '#libs/kernel';
import { notInFuture } from './not-in-future.js';
import { standingOn, type Taakstelling } from './taakstelling.decider.js';
import type { TaakstellingRedistributed } from './taakstelling.events.js';

interface Share {
  readonly municipality: MunicipalityCode;
  /** Persons after the redistribution. */
  readonly persons: number;
}

export interface Redistribute {
  /** Id of the joint change; the same on the side of each municipality. */
  readonly redistribution: string;
  readonly period: Period;
  readonly shares: readonly Share[];
  /** The day from which it holds. */
  readonly announcedOn: LocalDate;
  readonly source: string;
  /** Null: the start of `announcedOn`. */
  readonly knownAt: Instant | null;
  readonly remark: string | null;
  /** The exchange with which it had been agreed; null: none. */
  readonly exchange: string | null;
  readonly now: Instant;
}

const at = (index: number, field: string): readonly string[] => ['input', 'shares', String(index), field];

/**
 * Municipalities change their taakstellingen together, the sum unchanged [Huisvestingswet 2014, art. 29(2)]: one event
 * per municipality, to be stored in one commit. Refuses `TOO_FEW_MUNICIPALITIES`, `MUNICIPALITY_TWICE`,
 * `NO_TAAKSTELLING`, `TAAKSTELLING_ENDED`, `SUM_CHANGED` (with both sums), `NOTHING_CHANGED` and `DATE_IN_FUTURE`.
 */
export function redistribute(
  command: Redistribute,
  taakstellingOf: (municipality: MunicipalityCode) => Taakstelling,
): Result<readonly TaakstellingRedistributed[]> {
  const { shares, announcedOn, period, now } = command;
  const faults: Refusal[] = [...notInFuture({ announcedOn, knownAt: command.knownAt }, now)];
  if (shares.length < 2) {
    faults.push(
      refusal('TOO_FEW_MUNICIPALITIES', 'een herverdeling is tussen ten minste twee gemeenten', ['input', 'shares']),
    );
  }
  const standings = shares.map(({ municipality }, index) => {
    if (shares.findIndex((other) => other.municipality === municipality) < index) {
      faults.push(refusal('MUNICIPALITY_TWICE', `${municipality} staat er twee keer`, at(index, 'municipality')));
    }
    const standing = standingOn(taakstellingOf(municipality), announcedOn);
    if (standing === undefined) {
      const message = `${municipality} heeft op ${announcedOn} geen taakstelling in ${period}`;
      faults.push(refusal('NO_TAAKSTELLING', message, at(index, 'municipality')));
    } else if (standing.state === 'ended') {
      const message = `de taakstelling van ${municipality} in ${period} is beëindigd`;
      faults.push(refusal('TAAKSTELLING_ENDED', message, at(index, 'municipality')));
    }
    return standing?.persons ?? 0;
  });
  if (faults.length > 0) return refused(...faults);

  const was = standings.reduce((sum, persons) => sum + persons, 0);
  const becomes = shares.reduce((sum, { persons }) => sum + persons, 0);
  if (was !== becomes) {
    const message = `de som moet ${was} blijven; dit wordt samen ${becomes}`;
    return refused(refusal('SUM_CHANGED', message, ['input', 'shares'], { was, becomes }));
  }
  if (shares.every(({ persons }, index) => persons === standings[index])) {
    return refused(refusal('NOTHING_CHANGED', 'er verandert niets', ['input', 'shares']));
  }
  return ok(
    shares.map(({ municipality, persons }, index) => ({
      type: 'TaakstellingRedistributed',
      redistribution: command.redistribution,
      municipality,
      period,
      was: standings[index] ?? 0,
      persons,
      announcedOn,
      source: command.source,
      knownAt: command.knownAt ?? startOfDay(announcedOn),
      remark: command.remark,
      ...(command.exchange === null ? {} : { exchange: command.exchange }),
    })),
  );
}
