import { inputs, ok, orNull, refusal, refuse, type LocalDate, type MunicipalityCode, type Result } from '#libs/kernel';
import { municipalityIn, perRegistry } from '#libs/municipalities';
import { atRow, refusedRows, type FileRow, type LeftOut } from '#libs/tabular';
import { z } from 'zod';
import { isMissedBy } from '../../domain/coa.decisions.js';
import type { HouseholdCommand } from '../../domain/household.commands.js';
import { householdStream } from '../../domain/household.events.js';
import type { Household } from '../../domain/household.js';

/** Of which municipality and of which day a list holds every koppeling that waits; null: it speaks of its rows only. */
export const wholeInput = perRegistry((registry) =>
  orNull(z.strictObject({ municipality: municipalityIn(registry), on: inputs.date })),
);
export interface WholeList {
  readonly municipality: MunicipalityCode;
  readonly on: LocalDate;
}

export interface ListedRow {
  readonly pseudonym: string;
  readonly municipality: MunicipalityCode;
  readonly coupled_on: LocalDate;
  readonly source: string;
}

/** Refuses `DATE_IN_FUTURE`: no list is of tomorrow. */
export const notInFuture = ({ on }: WholeList, today: LocalDate): Result<true> =>
  on > today ? refuse('DATE_IN_FUTURE', `${on} ligt in de toekomst`, ['input', 'whole', 'on'], { today }) : ok(true);

/**
 * Whether the rows can be what was declared: refuses `LIST_OF_ANOTHER` for a row of another municipality and
 * `COUPLED_AFTER_LIST` for one of after the day of the list.
 */
export function fitsDeclared({ municipality, on }: WholeList, rows: readonly FileRow<ListedRow>[]): Result<true> {
  const faults = rows.flatMap(({ line, sheet, values }) => {
    if (values.municipality !== municipality) {
      const message = `deze lijst is als hele lijst van ${municipality} opgegeven, en deze rij is van ${values.municipality}`;
      return [atRow(line, 'municipality', refusal('LIST_OF_ANOTHER', message), sheet)];
    }
    if (values.coupled_on <= on) return [];
    const message = `${values.coupled_on} ligt na de dag van de lijst (${on})`;
    return [atRow(line, 'coupled_on', refusal('COUPLED_AFTER_LIST', message, [], { on }), sheet)];
  });
  return faults.length > 0 ? refusedRows(faults) : ok(true);
}

/** Those whom the list does not hold: said by the source of its first row, for it is one list. */
export function leftOut(
  { municipality: of, on }: WholeList,
  rows: readonly FileRow<ListedRow>[],
  households: readonly string[],
): readonly LeftOut<HouseholdCommand, Household>[] {
  const listed = new Set(rows.map(({ values }) => values.pseudonym));
  const source = rows[0]?.values.source ?? '';
  return households
    .filter((household) => !listed.has(household))
    .map((household) => ({
      stream: householdStream(household),
      command: { type: 'MissFromList', of, on, source },
      differences: (state) =>
        isMissedBy({ of, on }, state) ? [{ household, field: 'koppeling', ours: of, theirs: null }] : [],
    }));
}
