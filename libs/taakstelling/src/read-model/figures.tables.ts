import type { Table } from '#libs/projections';

/** Codes and periods compare byte by byte: an index range over periods is then a range over time. */
const CODE = 'text collate "C" not null';

/**
 * The ledger: one row per counted change, with the day it happened in the world, the moment its administration knew it and
 * the moment of recording. A correction is two rows: what was is taken back, what it becomes is counted.
 */
const ledger: Table = {
  name: 'ledger',
  columns: {
    position: 'bigint not null',
    /** 0: the row itself or what it becomes; 1: what is taken back. */
    entry: 'smallint not null',
    id: 'text not null',
    municipality: CODE,
    period: CODE,
    administration: 'text not null',
    kind: 'text not null',
    one_off: 'text not null',
    effective_on: 'date not null',
    known_at: 'timestamptz not null',
    recorded_at: 'timestamptz not null',
    persons: 'integer not null',
    cause: 'text not null',
    source: 'text',
    reason: 'text',
    remark: 'text',
    /** The remark as it stands under a figure (see `footnoteOf`); empty for none. */
    footnote: 'text not null',
  },
  primaryKey: ['position', 'entry'],
  indexes: [['municipality', 'period', 'known_at']],
};

const COUNTED_KEY = {
  municipality: CODE,
  period: CODE,
  administration: 'text not null',
  kind: 'text not null',
  one_off: 'text not null',
  footnote: 'text not null',
};

/** The ledger added up per day, for questions about now with a reference date within the period. */
const ledgerTotal: Table = {
  name: 'ledger_total',
  columns: { ...COUNTED_KEY, effective_on: 'date not null', persons: 'bigint not null' },
  primaryKey: ['municipality', 'period', 'effective_on', 'administration', 'kind', 'one_off', 'footnote'],
  sumsOf: { table: 'ledger', amounts: ['persons'] },
};

/** The ledger added up per period, for the chain of earlier periods and for reference dates that close one. */
const periodTotal: Table = {
  name: 'period_total',
  columns: { ...COUNTED_KEY, persons: 'bigint not null' },
  primaryKey: ['municipality', 'period', 'administration', 'kind', 'one_off', 'footnote'],
  sumsOf: { table: 'ledger', amounts: ['persons'] },
};

/** Persons coupled to a municipality and still to be housed, as changes: added up to a day they are those of that day. */
const openKoppeling: Table = {
  name: 'open_koppeling',
  columns: {
    position: 'bigint not null',
    entry: 'smallint not null',
    municipality: CODE,
    effective_on: 'date not null',
    known_at: 'timestamptz not null',
    recorded_at: 'timestamptz not null',
    persons: 'integer not null',
    /** The same as if exchanges had not been. */
    without_exchanges: 'integer not null',
  },
  primaryKey: ['position', 'entry'],
  indexes: [['municipality', 'effective_on']],
};

/** Every announcement and redistribution of a taakstelling; which one holds is decided when asked. */
const target: Table = {
  name: 'target',
  columns: {
    position: 'bigint not null',
    municipality: CODE,
    period: CODE,
    persons: 'integer not null',
    state: 'text not null',
    announced_on: 'date not null',
    known_at: 'timestamptz not null',
    recorded_at: 'timestamptz not null',
    cause: 'text not null',
    source: 'text not null',
    remark: 'text',
  },
  primaryKey: ['position'],
  indexes: [['municipality', 'period']],
};

const published: Table = {
  name: 'published',
  columns: {
    position: 'bigint not null',
    id: 'text not null',
    scope: CODE,
    period: CODE,
    figure: 'text not null',
    value: 'bigint not null',
    as_of: 'date not null',
    source: 'text not null',
    published_on: 'date not null',
    known_at: 'timestamptz not null',
    recorded_at: 'timestamptz not null',
    remark: 'text',
  },
  primaryKey: ['position'],
  indexes: [['scope', 'period']],
};

const explanation: Table = {
  name: 'explanation',
  columns: {
    position: 'bigint not null',
    id: 'text not null',
    scope: CODE,
    period: CODE,
    amount: 'bigint not null',
    reason: 'text not null',
    known_at: 'timestamptz not null',
    recorded_at: 'timestamptz not null',
  },
  primaryKey: ['position'],
  indexes: [['scope', 'period']],
};

const population: Table = {
  name: 'population',
  columns: {
    position: 'bigint not null',
    municipality: CODE,
    counted_on: 'date not null',
    persons: 'integer not null',
    source: 'text not null',
    known_at: 'timestamptz not null',
    recorded_at: 'timestamptz not null',
    remark: 'text',
  },
  primaryKey: ['position'],
  indexes: [['counted_on']],
};

/** Versions of the figures policy. They stand here as well, so that one snapshot holds the facts and the rules. */
const policy: Table = {
  name: 'policy',
  columns: {
    position: 'bigint not null',
    version: 'text not null',
    valid_from: 'date not null',
    valid_until: 'date',
    /** Canonical JSON of `FiguresPolicy`. */
    content: 'text not null',
    known_at: 'timestamptz not null',
    recorded_at: 'timestamptz not null',
  },
  primaryKey: ['position'],
};

export const FIGURES_TABLES: readonly Table[] = [
  ledger,
  ledgerTotal,
  periodTotal,
  openKoppeling,
  target,
  published,
  explanation,
  population,
  policy,
];
