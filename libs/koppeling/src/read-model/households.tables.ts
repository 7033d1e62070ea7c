import type { Table } from '#libs/projections';

/** Codes and pseudonyms compare byte by byte: the order of a page is then the same on every machine. */
const CODE = 'text collate "C"';

/**
 * A household as its last events leave it. Every column but the key may be null: an event sets the columns that it tells of, and COA
 * may speak of a household that we do not know.
 */
const household: Table = {
  name: 'household',
  columns: {
    household: `${CODE} not null`,
    /** Position and version in its own stream of the last event about it. */
    position: 'bigint',
    version: 'integer',
    municipality: CODE,
    kind: 'text',
    persons: 'integer',
    /** Persons still to be housed. */
    open_persons: 'integer',
    permit_on: 'date',
    first_coupled_on: 'date',
    coupled_on: 'date',
    split_from: CODE,
    source: 'text',
    ended_on: 'date',
    end_reason: 'text',
    merged_into: CODE,
    /** Whether it has a placement that counts, and the day on which the last of its persons was housed by it. */
    placed: 'boolean',
    housed_on: 'date',
    /** Sealed with the key of the household. */
    profile: 'text',
    hold_exchange: 'text',
    hold_kind: 'text',
    hold_until: 'timestamptz',
    hold_dwelling: 'text',
    coa_municipality: CODE,
    coa_persons: 'integer',
    coa_on: 'date',
    coa_source: 'text',
    /** What came of the difference with that; the rest of it, as the two stood then. */
    coa_resolution: 'text',
    coa_difference: 'text',
    coa_ours: CODE,
    coa_our_persons: 'integer',
    coa_resolved_by: 'text',
    coa_resolved_at: 'timestamptz',
    /** Sealed with the key of the household. */
    coa_note: 'text',
    forgotten: 'boolean',
  },
  primaryKey: ['household'],
  indexes: [
    ['municipality', 'permit_on', 'household'],
    ['coa_municipality', 'household'],
  ],
};

/** Every koppeling, recoupling and end: from which day the household was whose. An end has no municipality. */
const koppeling: Table = {
  name: 'koppeling',
  columns: {
    position: 'bigint not null',
    household: `${CODE} not null`,
    effective_on: 'date not null',
    municipality: CODE,
    from_municipality: CODE,
    persons: 'integer not null',
    exchange: 'text',
    reason: 'text',
    source: 'text',
    known_at: 'timestamptz not null',
  },
  primaryKey: ['position'],
  indexes: [['household', 'effective_on', 'position']],
};

/** Rows by which its persons count, and by which that is taken back. */
const counted: Table = {
  name: 'counted',
  columns: {
    position: 'bigint not null',
    /** 0: what counts; 1: what is taken back. */
    entry: 'smallint not null',
    household: `${CODE} not null`,
    municipality: `${CODE} not null`,
    effective_on: 'date not null',
    persons: 'integer not null',
    kind: 'text not null',
    one_off: 'text',
    cause: 'text not null',
    reason: 'text',
    exchange: 'text',
    known_at: 'timestamptz not null',
  },
  primaryKey: ['position', 'entry'],
  indexes: [['household', 'position']],
};

/** Where the household lives and lived. What ends a stay is told after it began, so that all but the key may be null. */
const stay: Table = {
  name: 'stay',
  columns: {
    household: `${CODE} not null`,
    stay: `${CODE} not null`,
    /** Of the event by which it began, and of the last one that corrected it. */
    position: 'bigint',
    corrected_position: 'bigint',
    municipality: CODE,
    dwelling: 'text',
    kind: 'text',
    ready_on: 'date',
    moved_on: 'date',
    registered_on: 'date',
    until: 'date',
    /** Whether it is one by which the household counted. */
    placement: 'boolean',
    ended_on: 'date',
    end_reason: 'text',
  },
  primaryKey: ['household', 'stay'],
  indexes: [['household', 'position']],
};

/** Placements that were reversed: the stay by which the household last counted is read as none. */
const voided: Table = {
  name: 'voided',
  columns: { position: 'bigint not null', household: `${CODE} not null` },
  primaryKey: ['position'],
  indexes: [['household', 'position']],
};

const refusal: Table = {
  name: 'refusal',
  columns: {
    position: 'bigint not null',
    household: `${CODE} not null`,
    dwelling: 'text',
    effective_on: 'date not null',
    reason: 'text',
  },
  primaryKey: ['position'],
  indexes: [['household', 'position']],
};

/** What COA found of a refusal: of the last one before it. */
const judgement: Table = {
  name: 'judgement',
  columns: {
    position: 'bigint not null',
    household: `${CODE} not null`,
    judgement: 'text not null',
    effective_on: 'date not null',
  },
  primaryKey: ['position'],
  indexes: [['household', 'position']],
};

/** What people wrote, sealed, with the event that it was written with. */
const note: Table = {
  name: 'note',
  columns: {
    position: 'bigint not null',
    household: `${CODE} not null`,
    about: 'text not null',
    recorded_at: 'timestamptz not null',
    note: 'text not null',
  },
  primaryKey: ['position'],
  indexes: [['household', 'position']],
};

export const HOUSEHOLD_TABLES: readonly Table[] = [
  household,
  koppeling,
  counted,
  stay,
  voided,
  refusal,
  judgement,
  note,
];
