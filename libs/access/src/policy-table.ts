import type { Role } from './identity.js';
import type { Operation } from './operations.js';

/**
 * Under which circumstance a role may do an operation; what each word means exactly stands in `grants.ts`.
 * Words that begin with `own` depend on the organisation of the person.
 */
export type Grant =
  | 'any'
  /** A province or the country, by the leading administrations: no single municipality can be told from it. */
  | 'sums'
  /** A municipality's figures as they were published. */
  | 'published'
  | 'own-municipality'
  | 'own-municipality-as-publisher'
  | 'own-municipality-own-administration'
  | 'coa-administration'
  /** The own province, or municipalities that all lie in it. */
  | 'own-province'
  | 'own-province-as-publisher';

export type Row = Readonly<Record<Role, readonly Grant[]>>;

const NOBODY: Row = {
  public: [],
  municipality: [],
  'municipal-manager': [],
  coordinator: [],
  'coa-liaison': [],
  'housing-corporation': [],
  'support-team': [],
  supervisor: [],
  'supervisor-approver': [],
  'board-reader': [],
  auditor: [],
  operator: ['any'],
};

const EVERYBODY = Object.fromEntries(Object.keys(NOBODY).map((role) => [role, ['any']])) as unknown as Row;

/**
 * Who may do what, in one place [domain.md §7]. A live view per municipality would show single households of small
 * places, so those outside see a municipality only as published. An empty list is a refusal.
 */
export const POLICY: Readonly<Record<Operation, Row>> = {
  'figures.read': {
    public: ['sums', 'published'],
    municipality: ['own-municipality', 'sums', 'published'],
    'municipal-manager': ['own-municipality', 'sums', 'published'],
    coordinator: ['sums', 'published'],
    'coa-liaison': ['sums', 'published'],
    'housing-corporation': ['sums', 'published'],
    'support-team': ['sums', 'published'],
    supervisor: ['own-province', 'sums', 'published'],
    'supervisor-approver': ['own-province', 'sums', 'published'],
    'board-reader': ['sums', 'published'],
    auditor: ['any'],
    operator: ['any'],
  },
  // Approved ones only, and those the province publishes with their letters since 2017; a draft will be an operation of its own.
  'assessments.read': EVERYBODY,
  'municipalities.read': EVERYBODY,
  'taakstelling.announce': { ...NOBODY, supervisor: ['own-province'], 'supervisor-approver': ['own-province'] },
  'taakstelling.redistribute': { ...NOBODY, supervisor: ['own-province'], 'supervisor-approver': ['own-province'] },
  'figure.publish': {
    ...NOBODY,
    municipality: ['own-municipality-as-publisher'],
    'municipal-manager': ['own-municipality-as-publisher'],
    supervisor: ['own-province-as-publisher'],
    'supervisor-approver': ['own-province-as-publisher'],
  },
  'realisation.record': {
    ...NOBODY,
    municipality: ['own-municipality-own-administration'],
    'municipal-manager': ['own-municipality-own-administration'],
    'coa-liaison': ['coa-administration'],
  },
  'realisation.correct': {
    ...NOBODY,
    municipality: ['own-municipality-own-administration'],
    'municipal-manager': ['own-municipality-own-administration'],
    'coa-liaison': ['coa-administration'],
  },
  'difference.explain': {
    ...NOBODY,
    municipality: ['own-municipality'],
    'municipal-manager': ['own-municipality'],
    supervisor: ['own-province'],
    'supervisor-approver': ['own-province'],
  },
  // Two people: who adopts is another than who proposed, whatever their roles.
  'policy.propose': { ...NOBODY, supervisor: ['any'], 'supervisor-approver': ['any'] },
  'policy.adopt': { ...NOBODY, 'supervisor-approver': ['any'] },
  'population.import': NOBODY,
  // The second pair of eyes is who approves an assessment, so also who may bring in approved ones.
  'assessment.import': { ...NOBODY, 'supervisor-approver': ['own-province'] },
  'log.verify': { ...NOBODY, auditor: ['any'] },
  'projection.rebuild': NOBODY,
  'log.replay': NOBODY,
  'graphiql.use': EVERYBODY,
  'bench.run': NOBODY,
};
