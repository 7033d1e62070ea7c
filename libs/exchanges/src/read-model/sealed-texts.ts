import type { HouseholdKey, Sealed, SealedField } from '#libs/secrets';
import { z } from 'zod';
import type { ExchangeRecord, LegRecord } from './exchange-record.js';
import type { LegDisclosure } from './exchange-visibility.js';

/** Null: nothing was written, or the household was forgotten. */
const opened = (key: HouseholdKey | undefined, field: SealedField, text: Sealed | null): string | null =>
  key === undefined || text === null ? null : z.string().parse(key.open(field, text));

/** Whether anything of the leg is sealed: most have nothing, and a key has to be fetched. */
export const isSealedIn = ({ endLeg, endNote }: ExchangeRecord, leg: LegRecord): boolean =>
  (endLeg === leg.leg && endNote !== null) ||
  [leg.objection, leg.objectionNote, leg.failureNote, leg.repairNote].some((text) => text !== null);

/** What was written of the household of a leg, for whoever may see it. */
export const openLeg = (
  { objection, objectionNote, failureNote, repairNote }: LegRecord,
  { notes, ground }: Pick<LegDisclosure, 'notes' | 'ground'>,
  key: HouseholdKey | undefined,
) => ({
  objection: ground ? opened(key, 'reason', objection) : null,
  objectionNote: ground ? opened(key, 'note', objectionNote) : null,
  failureNote: notes ? opened(key, 'note', failureNote) : null,
  repairNote: notes ? opened(key, 'note', repairNote) : null,
});

/** The same of the end of an exchange, which is about one of its legs. */
export const openEnd = (
  { endNote }: ExchangeRecord,
  { objection }: LegRecord,
  { notes, ground }: Pick<LegDisclosure, 'notes' | 'ground'>,
  key: HouseholdKey | undefined,
) => ({
  objection: ground ? opened(key, 'reason', objection) : null,
  note: notes ? opened(key, 'note', endNote) : null,
});
