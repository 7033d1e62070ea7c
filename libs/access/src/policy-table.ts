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
  | 'own-province-as-publisher'
  /** The region that the person coordinates: a province, or a region of municipalities of several. */
  | 'own-region'
  /** The own municipality is one of those that take part. */
  | 'own-party'
  /** The own municipality is one of those that take part in an exchange that is still open. */
  | 'own-open-exchange'
  /** The audience of the post holds the person's role: `platform`, or also `supervision`. */
  | 'audience'
  /** The obstacle was referred to a support team; what a municipality only raised is between it and its coordinator. */
  | 'referred';

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
  // Everything about a household: its own municipality only. Others see size and needs, and that while it concerns them.
  'household.read': { ...NOBODY, municipality: ['own-municipality'], 'municipal-manager': ['own-municipality'] },
  'household.readNeeds': {
    ...NOBODY,
    municipality: ['own-municipality', 'own-open-exchange'],
    'municipal-manager': ['own-municipality', 'own-open-exchange'],
    coordinator: ['own-region'],
  },
  'koppeling.receive': {
    ...NOBODY,
    municipality: ['own-municipality'],
    'municipal-manager': ['own-municipality'],
    'coa-liaison': ['any'],
  },
  'koppeling.move': { ...NOBODY, 'coa-liaison': ['any'] },
  'koppeling.end': {
    ...NOBODY,
    municipality: ['own-municipality'],
    'municipal-manager': ['own-municipality'],
    'coa-liaison': ['any'],
  },
  'koppeling.reconcile': {
    ...NOBODY,
    municipality: ['own-municipality'],
    'municipal-manager': ['own-municipality'],
    'coa-liaison': ['any'],
  },
  // Of its own administration: COA answers by its next list.
  'koppeling.resolve': { ...NOBODY, municipality: ['own-municipality'], 'municipal-manager': ['own-municipality'] },
  'household.change': { ...NOBODY, municipality: ['own-municipality'], 'municipal-manager': ['own-municipality'] },
  // One row is one household: a supervisor sees them added up per month.
  'placement.readRows': {
    ...NOBODY,
    municipality: ['own-municipality'],
    'municipal-manager': ['own-municipality'],
    auditor: ['any'],
  },
  'placement.record': { ...NOBODY, municipality: ['own-municipality'], 'municipal-manager': ['own-municipality'] },
  'placement.correct': { ...NOBODY, municipality: ['own-municipality'], 'municipal-manager': ['own-municipality'] },
  // Two people: who approves is another than who asks.
  'household.requestForget': {
    ...NOBODY,
    municipality: ['own-municipality'],
    'municipal-manager': ['own-municipality'],
  },
  'household.forget': { ...NOBODY, 'municipal-manager': ['own-municipality'] },
  // The whole file, what earlier municipalities wrote included: an answer to the household itself, not a way to work.
  'household.subjectAccess': { ...NOBODY, 'municipal-manager': ['own-municipality'] },
  'dwelling.read': { ...NOBODY, municipality: ['own-municipality'], 'municipal-manager': ['own-municipality'] },
  // What is on offer, without the number by which its municipality knows it.
  'dwelling.readOffer': {
    ...NOBODY,
    municipality: ['own-municipality', 'own-open-exchange'],
    'municipal-manager': ['own-municipality', 'own-open-exchange'],
    coordinator: ['own-region'],
  },
  'dwelling.offer': { ...NOBODY, municipality: ['own-municipality'], 'municipal-manager': ['own-municipality'] },
  'region.read': EVERYBODY,
  // Whoever draws a region decides who sees what is on offer in it: so nobody who would see it.
  'region.define': NOBODY,
  // Supervisors sit at the table of the platform, and see none of it here: what is shared for matching is no supervision data.
  'exchange.read': {
    ...NOBODY,
    municipality: ['own-party'],
    'municipal-manager': ['own-party'],
    coordinator: ['own-region'],
    auditor: ['any'],
  },
  'exchange.propose': {
    ...NOBODY,
    municipality: ['own-party'],
    'municipal-manager': ['own-party'],
    coordinator: ['own-region'],
  },
  'exchange.answer': { ...NOBODY, municipality: ['own-municipality'], 'municipal-manager': ['own-municipality'] },
  'exchange.withdraw': {
    ...NOBODY,
    municipality: ['own-party'],
    'municipal-manager': ['own-party'],
    coordinator: ['own-region'],
  },
  'exchange.inform': { ...NOBODY, municipality: ['own-municipality'], 'municipal-manager': ['own-municipality'] },
  'exchange.repair': {
    ...NOBODY,
    municipality: ['own-party'],
    'municipal-manager': ['own-party'],
    coordinator: ['own-region'],
  },
  // Who keeps the household or the debt when a leg failed: neither side decides that for the other.
  'exchange.arbitrate': { ...NOBODY, coordinator: ['own-region'] },
  // What people wrote about a household: to its own municipality, and to who guides the exchange.
  'exchange.readNotes': {
    ...NOBODY,
    municipality: ['own-municipality'],
    'municipal-manager': ['own-municipality'],
    coordinator: ['own-region'],
  },
  // To decide on the change of taakstellingen that was agreed with an exchange: of an exchange, a supervisor sees nothing else.
  'exchange.redistribute': { ...NOBODY, supervisor: ['own-province'], 'supervisor-approver': ['own-province'] },
  // Deadlines and what follows from events: the platform itself.
  'exchange.run': NOBODY,
  'recoupling.read': {
    ...NOBODY,
    municipality: ['own-party'],
    'municipal-manager': ['own-party'],
    coordinator: ['own-region'],
    'coa-liaison': ['any'],
  },
  // COA need not sign in: a municipality or coordinator records its answer on its behalf.
  'recoupling.answer': {
    ...NOBODY,
    municipality: ['own-party'],
    'municipal-manager': ['own-party'],
    coordinator: ['own-region'],
    'coa-liaison': ['any'],
  },
  'exchangeBalance.read': {
    ...NOBODY,
    municipality: ['own-party'],
    'municipal-manager': ['own-party'],
    coordinator: ['own-region'],
    auditor: ['any'],
  },
  'exchangeFunnel.read': { ...NOBODY, coordinator: ['own-region'], auditor: ['any'] },
  'forum.read': {
    ...NOBODY,
    municipality: ['audience'],
    'municipal-manager': ['audience'],
    coordinator: ['audience'],
    'support-team': ['audience'],
    supervisor: ['audience'],
    'supervisor-approver': ['audience'],
    auditor: ['any'],
  },
  'forum.post': {
    ...NOBODY,
    municipality: ['own-municipality'],
    'municipal-manager': ['own-municipality'],
    coordinator: ['any'],
    'support-team': ['any'],
  },
  // To withdraw what was written, or to say what solved it. Authors may do so with their own, whoever they are.
  'forum.moderate': {
    ...NOBODY,
    municipality: ['own-municipality'],
    'municipal-manager': ['own-municipality'],
    coordinator: ['any'],
  },
  'obstacle.raise': { ...NOBODY, municipality: ['own-municipality'], 'municipal-manager': ['own-municipality'] },
  'obstacle.read': {
    ...NOBODY,
    municipality: ['own-municipality'],
    'municipal-manager': ['own-municipality'],
    coordinator: ['own-region'],
    'support-team': ['referred'],
    auditor: ['any'],
  },
  'obstacle.refer': { ...NOBODY, coordinator: ['own-region'] },
  'obstacle.follow': { ...NOBODY, coordinator: ['own-region'], 'support-team': ['referred'] },
  'population.import': NOBODY,
  // The second pair of eyes is who approves an assessment, so also who may bring in approved ones.
  'assessment.import': { ...NOBODY, 'supervisor-approver': ['own-province'] },
  'log.verify': { ...NOBODY, auditor: ['any'] },
  'projection.rebuild': NOBODY,
  'log.replay': NOBODY,
  'graphiql.use': EVERYBODY,
  'bench.run': NOBODY,
};
