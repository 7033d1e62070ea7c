import type { AccessObject, Identity, Operation } from '#libs/access';
import { isMunicipalityCode, type MunicipalityCode, type ProvinceCode } from '#libs/kernel';
import type { Values } from './schema-arguments.js';

/** A municipality, and another of its province that it is in an open exchange with. */
export interface Place {
  readonly municipality: MunicipalityCode;
  readonly partner: MunicipalityCode;
  readonly province: ProvinceCode;
}

/** What there is of a place, by id. */
export const THINGS = [
  'household',
  'dwelling',
  'offered',
  'exchange',
  'post',
  'obstacle',
  'region',
  'realisation',
] as const;
export type Things = Readonly<Record<(typeof THINGS)[number], string>>;

/** What a question is about: for who asks, and for the place and the things of which it asks. */
type About = (place: Place, identity: Identity) => AccessObject;

/** For which operations of the policy table a root field asks leave, and about what. */
export interface Declared {
  /** One of these is enough. */
  readonly operations: readonly Operation[];
  /** This as well, of the same. */
  readonly also: Operation | null;
  /** Null: a list of whatever one may see, which is answered to everybody who may see something. */
  readonly about: About | null;
  /** Values that only this field needs. */
  readonly values: (place: Place, things: Things) => Values;
}

const about =
  (object: About | null) =>
  (
    operations: Operation | readonly Operation[],
    values: Declared['values'] = () => ({}),
    also: Operation | null = null,
  ): Declared => ({
    operations: typeof operations === 'string' ? [operations] : operations,
    also,
    about: object,
    values,
  });

const anything = about(() => ({}));
const whateverIsSeen = about(null);
const municipality = about(({ municipality, province }) => ({ municipality, province }));
const province = about(({ province }) => ({ province }));
/** The municipality and its partner together, as in their exchange. */
const both = about(({ municipality, partner, province }) => ({ municipalities: [municipality, partner], province }));
/** The one to which a household goes. */
const partner = about(({ partner, province }) => ({ municipality: partner, province }));
/** An obstacle that was referred to a support team. */
const referred = about(({ municipality, province }) => ({ municipality, province, referred: true }));
const figures = about(({ municipality, province }) => ({ scope: municipality, province, basis: 'computed' }));
const published = about(({ municipality, province }) => ({ scope: municipality, province, basis: 'published' }));
const byMunicipality = about(({ municipality, province }) => ({
  scope: municipality,
  province,
  source: 'municipality',
}));
const ownRow = about(({ municipality, province }) => ({ municipality, province, administration: 'own' }));
const platformPost = about(() => ({ audience: 'platform' }));
const supervisionPost = about(() => ({ audience: 'supervision' }));
/** What one writes is written for the municipality that one works for. */
const asOneself = about((_, { organisation }) =>
  organisation !== null && isMunicipalityCode(organisation) ? { municipality: organisation } : {},
);

const ofMunicipality: Declared['values'] = ({ municipality }) => ({ municipality });
const ofProvince: Declared['values'] = ({ province }) => ({ province });
const ofBoth: Declared['values'] = ({ municipality, partner }) => ({ municipalities: [municipality, partner] });
const by =
  (thing: keyof Things): Declared['values'] =>
  (_, things) => ({ id: things[thing] });

/**
 * Every root field of the schema; one that is not here is not known to ask leave, and fails. What asks other leave in another case
 * stands here once more, with that case behind a comma.
 */
export const ROOT_FIELDS: Readonly<Record<string, Declared>> = {
  'Query.assessments': province('assessments.read', ofProvince),
  'Query.coaDifferences': municipality('koppeling.reconcile'),
  'Query.dwelling': municipality(['dwelling.read', 'dwelling.readOffer'], by('dwelling')),
  'Query.dwellingVacancies': municipality(['dwelling.read', 'dwelling.readOffer'], ofMunicipality),
  'Query.dwellings': municipality(['dwelling.read', 'dwelling.readOffer'], ofMunicipality),
  'Query.exchange': both('exchange.read', by('exchange')),
  'Query.exchangeBalance': both('exchangeBalance.read', ofBoth),
  'Query.exchangeBalanceEntries': both('exchangeBalance.read', ofBoth),
  'Query.exchangeEffect': both('exchange.read', (_, { exchange }) => ({ exchange })),
  'Query.exchangeFunnel': province('exchangeFunnel.read', ({ province }) => ({ region: province })),
  'Query.exchanges': municipality('exchange.read', ofMunicipality),
  'Query.figureEntries': figures('figures.read'),
  'Query.figures': figures('figures.read', () => ({ basis: 'computed' })),
  'Query.figuresPerMunicipality': figures('figures.read', () => ({ basis: 'computed' })),
  'Query.forumPost': platformPost('forum.read', by('post')),
  'Query.forumPosts': supervisionPost('forum.read'),
  'Query.household': municipality(['household.read', 'household.readNeeds'], by('household')),
  'Query.households': municipality(['household.read', 'household.readNeeds']),
  'Query.lateHouseholds': municipality(['household.read', 'household.readNeeds'], ofMunicipality),
  'Query.municipalities': anything('municipalities.read'),
  'Query.obstacle': referred('obstacle.read', by('obstacle')),
  'Query.obstacles': whateverIsSeen('obstacle.read'),
  'Query.openStays': municipality('household.read'),
  'Query.recouplingRequests': whateverIsSeen('recoupling.read'),
  'Query.region': anything('region.read', (_, { region }) => ({ code: region })),
  'Query.regions': anything('region.read'),
  'Query.subjectAccess': municipality('household.subjectAccess'),
  'Query.taakstellingCheck': published('figures.read'),

  'Mutation.checklistAnswer': municipality('exchange.inform'),
  'Mutation.coaDifferenceResolve': municipality('koppeling.resolve'),
  'Mutation.differenceExplain': figures('difference.explain'),
  'Mutation.dwellingChange': municipality('dwelling.offer'),
  'Mutation.dwellingOffer': municipality('dwelling.offer'),
  'Mutation.dwellingRefusalJudge': municipality('koppeling.reconcile'),
  'Mutation.dwellingRefusalRecord': municipality('household.change'),
  'Mutation.dwellingRelease': municipality('dwelling.offer'),
  'Mutation.dwellingReserve': municipality('dwelling.offer'),
  'Mutation.dwellingWithdraw': municipality('dwelling.offer'),
  'Mutation.exchangeAccept': municipality('exchange.answer'),
  'Mutation.exchangeDecline': municipality('exchange.answer'),
  // A leg needs a household and a dwelling that one may match.
  'Mutation.exchangePropose': both(
    'exchange.propose',
    ({ partner }, { offered }) => ({ to: partner, dwelling: offered }),
    'dwelling.readOffer',
  ),
  'Mutation.exchangeWithdraw': both('exchange.withdraw'),
  'Mutation.figurePublish': byMunicipality('figure.publish', () => ({ source: 'municipality' })),
  'Mutation.forumAnswer': asOneself('forum.post'),
  'Mutation.forumPost': municipality('forum.post', ofMunicipality),
  'Mutation.forumSolve': municipality('forum.moderate'),
  'Mutation.forumWithdraw': municipality('forum.moderate'),
  'Mutation.householdChangePersons': municipality('household.change'),
  'Mutation.householdChangeProfile': municipality('household.change'),
  'Mutation.householdForget': municipality('household.forget'),
  'Mutation.householdForgetRequest': municipality('household.requestForget'),
  'Mutation.householdInform': municipality('exchange.inform'),
  'Mutation.householdMerge': municipality('household.change'),
  'Mutation.householdMoveHome': municipality('placement.record'),
  'Mutation.householdObject': municipality('exchange.inform'),
  'Mutation.householdSplit': municipality('household.change'),
  'Mutation.koppelingEnd': municipality('koppeling.end'),
  'Mutation.koppelingMove': municipality('koppeling.move'),
  'Mutation.koppelingReceive': municipality('koppeling.receive'),
  'Mutation.koppelingenImport': municipality('koppeling.receive', ({ municipality }) => ({
    list: `pseudonym,municipality,persons,permit_on,coupled_on,source\nh-900,${municipality},2,2026-01-05,2026-01-12,COA\n`,
  })),
  'Mutation.legFail': both('exchange.repair'),
  'Mutation.legRepair': partner('exchange.repair', () => ({ repair: 'another_dwelling' })),
  'Mutation.legRepair, in the balance': both('exchange.arbitrate', () => ({ repair: 'balance' })),
  'Mutation.minorsMove': municipality('placement.record'),
  'Mutation.obstacleClose': referred('obstacle.follow'),
  'Mutation.obstacleFollowUp': referred('obstacle.follow'),
  'Mutation.obstacleRaise': municipality('obstacle.raise'),
  'Mutation.obstacleRefer': municipality('obstacle.refer'),
  'Mutation.placementComplete': municipality('placement.record'),
  'Mutation.placementCorrect': municipality('placement.correct'),
  'Mutation.placementRecord': municipality('placement.record'),
  'Mutation.policyAdopt': anything('policy.adopt'),
  'Mutation.policyPropose': anything('policy.propose'),
  'Mutation.realisationCorrect': ownRow('realisation.correct', (_, { realisation }) => ({
    id: realisation,
    withdraw: true,
  })),
  'Mutation.realisationRecord': ownRow('realisation.record', () => ({ administration: 'own' })),
  'Mutation.recouplingConfirm': both('recoupling.answer'),
  'Mutation.recouplingRefuse': both('recoupling.answer'),
  'Mutation.recouplingRequest': both('recoupling.answer'),
  'Mutation.recouplingReverse': both('recoupling.answer'),
  'Mutation.regionDefine': anything('region.define'),
  'Mutation.stayEnd': municipality('placement.record'),
  'Mutation.taakstellingAnnounce': municipality('taakstelling.announce'),
  'Mutation.taakstellingRedistribute': both('taakstelling.redistribute'),

  'Subscription.exchangesChanged': municipality('exchange.read'),
  'Subscription.figuresChanged': published('figures.read'),
};
