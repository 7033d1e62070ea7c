/** The largest household that we take for one: more is a slip of the hand (99), or two households. */
export const MOST_IN_HOUSEHOLD = 25;

/** Who may be matched with whom: minors under Nidos never enter the exchange pool [domain.md §3]. */
export const HOUSEHOLD_KINDS = ['regular', 'nidos'] as const;
export type HouseholdKind = (typeof HOUSEHOLD_KINDS)[number];

/** Why the number of persons is another. Nareis after placement adds its persons to the count; the others do not. */
export const PERSONS_CHANGES = ['nareis', 'birth', 'died', 'left', 'partner-joined', 'list-corrected'] as const;
export type PersonsChange = (typeof PERSONS_CHANGES)[number];

/** Why a household is no longer coupled, without having been placed by us [domain.md §3]. */
export const KOPPELING_ENDS = [
  'own-dwelling',
  'permit-lost',
  'left-country',
  'died',
  'merged',
  'withdrawn-by-coa',
  'entered-by-mistake',
] as const;
export type KoppelingEnd = (typeof KOPPELING_ENDS)[number];

/** Why a household refused a dwelling; COA judges the refusal, the koppeling stays [domain.md §3]. */
export const DWELLING_REFUSALS = [
  'too-small',
  'not-accessible',
  'rent',
  'distance-to-work',
  'distance-to-study',
  'distance-to-family',
  'distance-to-care',
  'neighbourhood',
  'other',
] as const;
export type DwellingRefusal = (typeof DWELLING_REFUSALS)[number];
export const REFUSAL_JUDGEMENTS = ['justified', 'not-justified'] as const;
export type RefusalJudgement = (typeof REFUSAL_JUDGEMENTS)[number];

export const STAY_ENDS = ['moved-on', 'term-over', 'left', 'dwelling-lost', 'evicted', 'unknown'] as const;
export type StayEnd = (typeof STAY_ENDS)[number];

export const PLACEMENT_CORRECTIONS = [
  'wrong-date',
  'wrong-persons',
  'wrong-municipality',
  'wrong-kind',
  'did-not-happen',
  'agreed-with-coa',
] as const;
export type PlacementCorrectionReason = (typeof PLACEMENT_CORRECTIONS)[number];

/** How our koppeling of a household and that of COA differ. */
export const COA_DIFFERENCES = ['only-ours', 'only-theirs', 'other-municipality', 'persons'] as const;
export type CoaDifferenceKind = (typeof COA_DIFFERENCES)[number];

/**
 * What came of a difference with COA. ours-is-right: COA was told. theirs-is-right: ours was corrected, which must show. timing: one
 * of the two had not been brought up to date; a later list that says the same shows that it was more than that.
 * divided-otherwise: COA counts people together or apart whom we do not. other-pseudonym: it stands on the list under another one.
 */
export const COA_RESOLUTIONS = [
  'ours-is-right',
  'theirs-is-right',
  'timing',
  'divided-otherwise',
  'other-pseudonym',
] as const;
export type CoaResolution = (typeof COA_RESOLUTIONS)[number];

/** By whom an exchange lets go of a household or dwelling. */
export const RELEASES = ['exchange-ended', 'owner-used', 'leg-repaired'] as const;
export type Release = (typeof RELEASES)[number];
