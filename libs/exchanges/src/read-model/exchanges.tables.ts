import type { Table } from '#libs/projections';

/** Codes and ids compare byte by byte: the order of a page is then the same on every machine. */
const CODE = 'text collate "C"';

/**
 * An exchange as its last events leave it, with the moment and the day of each step: the same columns are the funnel. Every column
 * but the key may be null, since each event sets the columns that it tells of.
 */
const exchange: Table = {
  name: 'exchange',
  columns: {
    exchange: `${CODE} not null`,
    /** Position of the proposal, by which lists are ordered, and version of its stream. */
    position: 'bigint',
    version: 'integer',
    status: 'text',
    region: CODE,
    suggestion: 'text',
    /** Codes in travel order, with spaces between. */
    municipalities: 'text',
    /** Canonical JSON. */
    redistribution: 'text',
    proposed_at: 'timestamptz',
    answer_by: 'timestamptz',
    expected_by: 'date',
    reserved_at: 'timestamptz',
    reserved_on: 'date',
    inform_by: 'timestamptz',
    requested_at: 'timestamptz',
    requested_on: 'date',
    coa_by: 'timestamptz',
    settled_at: 'timestamptz',
    settled_on: 'date',
    move_by: 'timestamptz',
    completed_at: 'timestamptz',
    completed_on: 'date',
    ended_at: 'timestamptz',
    ended_on: 'date',
    end_code: 'text',
    end_by: CODE,
    end_reason: 'text',
    end_leg: 'integer',
    /** Sealed, as every text about a household. */
    end_note: 'text',
    /** Koppelingen that COA moved for an exchange that is not to be, and has not moved back. */
    open_reversals: 'integer',
  },
  primaryKey: ['exchange'],
  indexes: [['position'], ['status']],
};

const leg: Table = {
  name: 'leg',
  columns: {
    exchange: `${CODE} not null`,
    leg: 'integer not null',
    kind: 'text',
    household: CODE,
    persons: 'integer',
    from_municipality: CODE,
    dwelling: CODE,
    to_municipality: CODE,
    state: 'text',
    informed_on: 'date',
    object_by: 'timestamptz',
    objected_on: 'date',
    /** Sealed: on what ground, and what was written with it. */
    objection: 'text',
    objection_note: 'text',
    requested_on: 'date',
    coa_answer: 'text',
    coa_on: 'date',
    coa_reason: 'text',
    coa_reference: 'text',
    reversal_requested_on: 'date',
    reversed_on: 'date',
    reversal_reference: 'text',
    placed_on: 'date',
    failed_on: 'date',
    failure: 'text',
    failure_note: 'text',
    repaired_on: 'date',
    repair: 'text',
    repair_note: 'text',
  },
  primaryKey: ['exchange', 'leg'],
  indexes: [['household'], ['dwelling']],
};

/** What each municipality answered. */
const answer: Table = {
  name: 'answer',
  columns: {
    exchange: `${CODE} not null`,
    municipality: `${CODE} not null`,
    answer: 'text not null',
    reason: 'text',
    answered_at: 'timestamptz not null',
  },
  primaryKey: ['exchange', 'municipality'],
};

/** Who takes part in what. */
const party: Table = {
  name: 'party',
  columns: { exchange: `${CODE} not null`, municipality: `${CODE} not null` },
  primaryKey: ['exchange', 'municipality'],
  indexes: [['municipality', 'exchange']],
};

const checklist: Table = {
  name: 'checklist',
  columns: {
    exchange: `${CODE} not null`,
    leg: 'integer not null',
    municipality: `${CODE} not null`,
    /** Canonical JSON: item to whether it is taken care of. */
    answers: 'text not null',
    answered_at: 'timestamptz not null',
  },
  primaryKey: ['exchange', 'leg', 'municipality'],
};

/** What a supervisor decided of the taakstellingen that were agreed upon. */
const redistributionDecision: Table = {
  name: 'redistribution_decision',
  columns: {
    exchange: `${CODE} not null`,
    period: `${CODE} not null`,
    redistribution: `${CODE} not null`,
    decided_on: 'date not null',
  },
  primaryKey: ['exchange', 'period'],
};

/**
 * The exchange balance: one row per municipality for each household that was given or received, and for each repair that undoes it.
 * Nothing is ever taken out of it; what decays is told beside it.
 */
const balanceEntry: Table = {
  name: 'balance_entry',
  columns: {
    position: 'bigint not null',
    entry: 'integer not null',
    municipality: `${CODE} not null`,
    counterparty: `${CODE} not null`,
    /** `given` or `received`. */
    direction: 'text not null',
    households: 'integer not null',
    persons: 'integer not null',
    effective_on: 'date not null',
    exchange: `${CODE} not null`,
    leg: 'integer not null',
    cause: 'text not null',
  },
  primaryKey: ['position', 'entry'],
  indexes: [['municipality', 'effective_on', 'position', 'entry']],
};

export const EXCHANGE_TABLES: readonly Table[] = [
  exchange,
  leg,
  answer,
  party,
  checklist,
  redistributionDecision,
  balanceEntry,
];
