import { authorise, type Identity } from '#libs/access';
import { ok, type Result } from '#libs/kernel';
import { PROJECTION_HOST, type ProjectionHost } from '#libs/projections';
import { HOUSEHOLD_KEYS, type HouseholdKey, type HouseholdKeys } from '#libs/secrets';
import { Inject } from '@nestjs/common';
import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { HouseholdQuestions } from '../household-question.js';
import { textOf } from '../household-view.js';
import { notFound } from '../household-visibility.js';
import { HOUSEHOLDS } from '../households.projection.js';
import { cut, type Found } from '../page.js';
import { differencesStatement, type DifferenceRow } from './differences-statement.js';
import { ListCoaDifferences, type CoaDifference, type ResolvedDifference } from './list-coa-differences.query.js';

/** Refuses `NOT_FOUND` to who does not reconcile for the municipality, `POSITION_BEYOND_HEAD` and `AT_LEAST_TIMEOUT`. */
@QueryHandler(ListCoaDifferences)
export class ListCoaDifferencesHandler implements IQueryHandler<ListCoaDifferences> {
  constructor(
    private readonly questions: HouseholdQuestions,
    @Inject(PROJECTION_HOST) private readonly host: ProjectionHost,
    @Inject(HOUSEHOLD_KEYS) private readonly keys: HouseholdKeys,
  ) {}

  async execute({ identity, question }: ListCoaDifferences): Promise<Result<Found<CoaDifference>>> {
    const { municipality, page, atLeast, resolved } = question;
    if (!authorise(identity, 'koppeling.reconcile', { municipality }).ok) return notFound();
    const moment = await this.questions.moment(atLeast);
    if (!moment.ok) return moment;
    // Leave that does not depend on a municipality is leave for all.
    const seesAll = authorise(identity, 'koppeling.reconcile', {}).ok;
    const found = await this.host.read<DifferenceRow>(HOUSEHOLDS, (schema) => ({
      text: differencesStatement(schema, page.first + 1),
      values: [municipality, page.after, seesAll, resolved],
    }));
    const keys = authorise(identity, 'household.read', { municipality }).ok
      ? await this.keys.keysOf(found.rows.filter(({ note }) => note !== null).map(({ household }) => household))
      : new Map<string, HouseholdKey>();
    const rows = found.rows.map((row) => shown(identity, row, keys.get(row.household) ?? null));
    return ok(cut({ ...found, rows }, page.first));
  }
}

/** On the list of COA it stands as this municipality's: that another one has it here is the other's to tell. */
function shown(identity: Identity, row: DifferenceRow, key: HouseholdKey | null): CoaDifference {
  const { household, kind, ours, persons, theirs, theirPersons, on, source } = row;
  const isSeen = ours === null || authorise(identity, 'koppeling.reconcile', { municipality: ours }).ok;
  return {
    household,
    kind,
    ours: isSeen ? ours : null,
    persons: isSeen ? persons : null,
    theirs,
    theirPersons,
    on,
    source,
    resolved: resolvedOf(row, key),
  };
}

function resolvedOf({ resolution, note, by, at }: DifferenceRow, key: HouseholdKey | null): ResolvedDifference | null {
  if (resolution === null || by === null || at === null) return null;
  return { resolution, note: note === null || key === null ? null : textOf(key.open('note', note)), by, at };
}
