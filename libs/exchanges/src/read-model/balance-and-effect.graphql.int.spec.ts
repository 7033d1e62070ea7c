import { period, type MunicipalityCode } from '#libs/kernel';
import { ExchangeBalanceResolver } from './read-balance/balance.resolver.js';
import { ExchangeEffectResolver } from './read-effect/effect.resolver.js';
import { ExchangeFunnelResolver } from './read-funnel/funnel.resolver.js';
import { RecouplingRequestsResolver } from './recoupling-requests/recoupling-requests.resolver.js';
import { codeOf, openDesk, REGION, who, type Desk } from './testing/desk.js';
import { announced, ARNHEM, koppelingMoved, legs, SOEST, story, UTRECHT, ZEIST } from './testing/story.js';

const soest = who('municipality', SOEST);
const zeist = who('municipality', ZEIST);
const coordinator = who('coordinator', 'PV26');
const coa = who('coa-liaison', null);

describe('what exchanges come to', () => {
  let desk: Desk;
  beforeAll(async () => {
    desk = await openDesk();
    await desk.tell(REGION);
    await desk.introduce('first-h1', SOEST, 4);
    await desk.introduce('first-h2', ZEIST, 1);
    await desk.tell(announced(ZEIST, '2024-1', 10));
    const first = story('first');
    await desk.tell(first.proposed(), first.accepted(SOEST), first.accepted(ZEIST), first.reserved());
    await desk.tell(first.requested(), first.confirmed(1), first.confirmed(2), first.settled());
    const shared = story('shared', [{ ...legs('shared', [SOEST, ZEIST, 3])[0]!, kind: 'doorstroom' }]);
    await desk.tell(shared.proposed(), shared.reserved(), shared.settled());
    const asked = story('asked');
    await desk.tell(asked.proposed(), asked.reserved(), asked.requested());
    const refused = story('refused');
    await desk.tell(refused.proposed(), refused.reserved(), refused.requested(), refused.confirmed(1));
    await desk.tell(refused.refused(2, [1]));
    desk.clock.set('2024-06-01T10:00:00.000Z');
  });
  afterAll(() => desk.close());

  describe('the balance', () => {
    const resolver = () => desk.app.get(ExchangeBalanceResolver);

    it('is seen by everybody who takes part in the province, with the rows behind it', async () => {
      for (const identity of [soest, coordinator, who('municipality', UTRECHT), who('auditor', null)]) {
        const { municipalities } = await resolver().exchangeBalance(identity, { region: 'PV26' });
        const of = (code: string) => municipalities.find(({ municipality }) => municipality === code);
        expect(of(SOEST)).toMatchObject({
          given: { households: 1, persons: 4 },
          received: { households: 1, persons: 1 },
          net: { households: 0, persons: 3 },
          decay: [],
          balance: { households: 0, persons: 3 },
        });
        expect(of(ZEIST)?.balance).toEqual({ households: 0, persons: -3 });
        expect(of(UTRECHT)?.net).toEqual({ households: 0, persons: 0 });
      }
      const { edges, pageInfo } = await resolver().exchangeBalanceEntries(soest, { municipalities: [SOEST], first: 1 });
      expect(pageInfo.hasNextPage).toBe(true);
      const rest = await resolver().exchangeBalanceEntries(soest, {
        municipalities: [SOEST],
        after: pageInfo.endCursor,
      });
      expect([...edges, ...rest.edges].map(({ node }) => [node.direction, node.persons, node.counterparty])).toEqual([
        ['received', 1, ZEIST],
        ['given', 4, ZEIST],
      ]);
    });

    it('tells of each whether it stands within the tolerance of the policy of that day', async () => {
      const { tolerance, municipalities } = await resolver().exchangeBalance(soest, { region: 'PV26' });
      expect(tolerance).toEqual({ households: 2, persons: 8, policy: '2023-01' });
      expect(new Set(municipalities.map(({ withinTolerance }) => withinTolerance))).toEqual(new Set([true]));
    });

    it('is told of a day, and not before it', async () => {
      const on = async (asOf: string) =>
        (await resolver().exchangeBalance(soest, { municipalities: [SOEST], asOf: asOf as never })).municipalities[0]
          ?.net;
      expect(await on('2024-05-13')).toEqual({ households: 0, persons: 0 });
      expect(await on('2024-05-14')).toEqual({ households: 0, persons: 3 });
      expect(await codeOf(on('2024-06-02'))).toBe('DATE_IN_FUTURE');
    });

    it('is not found by outsiders, nor for municipalities that do not match together', async () => {
      const ask = (identity: typeof soest, ...municipalities: readonly MunicipalityCode[]) =>
        codeOf(resolver().exchangeBalance(identity, { municipalities: [...municipalities] }));
      expect(await ask(who('supervisor', 'PV26'), SOEST)).toBe('NOT_FOUND');
      expect(await ask(soest, ZEIST)).toBe('NOT_FOUND');
      expect(await ask(soest, SOEST, ARNHEM)).toMatchObject({ municipalities: [{}, {}] });
      expect(await ask(zeist, ZEIST, ARNHEM)).toBe('NOT_FOUND');
      expect(await codeOf(resolver().exchangeBalance(soest, { region: 'PV25' }))).toBe('NOT_FOUND');
      expect(await codeOf(resolver().exchangeBalance(soest, {}))).toBe('SCOPE_INVALID');
    });
  });

  describe('the effect', () => {
    const resolver = () => desk.app.get(ExchangeEffectResolver);

    it('is told to each side before it answers', async () => {
      expect(await resolver().exchangeEffect(zeist, { exchange: 'first', municipality: ZEIST })).toMatchObject({
        out: { households: 1, persons: 1 },
        in: { households: 1, persons: 4 },
        realisation: { persons: 4, movesOn: '2024-06-29', period: '2024-1' },
        exchangeBalance: {
          persons: { before: -3, after: -6, change: -3 },
          tolerance: { households: 2, persons: 8, policy: '2023-01' },
          within: { before: true, after: true },
        },
        redistribution: [],
        // Due on 25 March, by the permit of 1 January.
        latenessTakenOver: { households: [{ leg: 1, daysLate: 68 }], mostDays: 68, unknown: 0 },
      });
    });

    it('tells what is left of the task to the municipality itself, and to others only what changes', async () => {
      const asked = { exchange: 'first', municipality: ZEIST };
      expect(await resolver().exchangeEffect(zeist, asked)).toMatchObject({
        remaining: { before: 10, after: 6, change: -4 },
        koppelBalance: { lastOn: '2024-04-01', nextOn: '2024-10-01', change: 3 },
      });
      for (const other of [soest, coordinator]) {
        expect((await resolver().exchangeEffect(other, asked)).remaining).toEqual({
          before: null,
          after: null,
          change: -4,
        });
      }
    });

    it('tells that it takes a municipality beyond the tolerance, to whoever may see its balance', async () => {
      const asked = { municipality: ZEIST, legs: [{ from: SOEST, to: ZEIST, persons: 6 }] };
      expect((await resolver().exchangeEffect(zeist, asked)).exchangeBalance).toMatchObject({
        persons: { before: -3, after: -9 },
        within: { before: true, after: false },
      });
    });

    it('is told of what one only thinks of, without looking up the households of others', async () => {
      const asked = [
        { from: SOEST, to: ZEIST, persons: 4, household: 'first-h1' },
        { from: ZEIST, to: SOEST, persons: 1, household: 'first-h2' },
      ];
      const effect = await resolver().exchangeEffect(soest, { municipality: SOEST, legs: asked });
      expect(effect).toMatchObject({ in: { persons: 1 }, latenessTakenOver: { mostDays: 0, unknown: 1 } });
      const seen = await resolver().exchangeEffect(coordinator, { municipality: SOEST, legs: asked });
      expect(seen.latenessTakenOver).toMatchObject({ mostDays: 68, unknown: 0 });
    });

    it('is refused for what one may not propose, for who takes no part, and for legs that cannot be', async () => {
      const ask = (identity: typeof soest, args: object) =>
        codeOf(resolver().exchangeEffect(identity, { municipality: SOEST, ...args }));
      const leg = { from: SOEST, to: ZEIST, persons: 4 };
      expect(await ask(who('municipality', UTRECHT), { legs: [leg] })).toBe('NOT_FOUND');
      expect(await ask(who('municipality', UTRECHT), { exchange: 'first' })).toBe('NOT_FOUND');
      expect(await ask(soest, { exchange: 'nowhere' })).toBe('NOT_FOUND');
      expect(await ask(soest, { exchange: 'first', municipality: UTRECHT })).toBe('NOT_A_PARTY');
      expect(await ask(soest, { legs: [{ ...leg, persons: 99 }] })).toBe('NUMBER_OUT_OF_RANGE');
      expect(await ask(soest, { legs: [{ ...leg, to: SOEST }] })).toBe('LEG_WITHIN_MUNICIPALITY');
      expect(await ask(soest, {})).toBe('QUESTION_INVALID');
    });
  });

  describe('the funnel', () => {
    const resolver = () => desk.app.get(ExchangeFunnelResolver);

    it('tells the coordinator how far the exchanges of the region came, and why others failed', async () => {
      const funnel = await resolver().exchangeFunnel(coordinator, { region: 'PV26', from: '2024-05-01' as never });
      expect(funnel).toMatchObject({
        proposed: 4,
        accepted: 4,
        recoupled: 2,
        moved: 0,
        failed: 1,
        underWay: 3,
        failures: [{ end: 'COA_REFUSED', reason: 'permit', exchanges: 1 }],
      });
      expect(funnel.steps.find(({ step }) => step === 'accept')).toMatchObject({ exchanges: 4, medianDays: 1 });
      const before = { region: 'PV26', from: '2024-04-01' as never, until: '2024-05-01' as never };
      expect(await resolver().exchangeFunnel(coordinator, before)).toMatchObject({ proposed: 0 });
    });

    it('is for nobody else', async () => {
      for (const identity of [soest, who('supervisor', 'PV26'), who('coordinator', 'PV25'), coa]) {
        const asked = { region: 'PV26', from: '2024-05-01' as never };
        expect(await codeOf(resolver().exchangeFunnel(identity, asked))).toBe('NOT_FOUND');
      }
    });
  });

  describe('the requests at COA', () => {
    const resolver = () => desk.app.get(RecouplingRequestsResolver);

    it('are told to COA, with the term, and as a letter that names nobody', async () => {
      const { edges, text } = await resolver().recouplingRequests(coa, {});
      expect(edges.map(({ node }) => [node.reference, node.from, node.to, node.reversal, node.overdue])).toEqual([
        ['asked/1', SOEST, ZEIST, false, true],
        ['asked/2', ZEIST, SOEST, false, true],
        ['refused/1', ZEIST, SOEST, true, false],
      ]);
      expect(edges[0]?.node).toMatchObject({ household: 'asked-h1', answerBy: '2024-05-24T22:00:00.000Z' });
      expect(text).toContain('Kenmerk asked/1: een huishouden van 4 personen, van Soest (GM0342) naar Zeist (GM0355)');
      expect(text).toContain('antwoord graag uiterlijk 24 mei 2024');
      expect(text).toContain('Kenmerk refused/1');
      expect(text).not.toMatch(/-h\d/);
    });

    it('go on from page to page, also within an exchange', async () => {
      const seen: string[] = [];
      let after: string | null = null;
      do {
        const page = await resolver().recouplingRequests(coa, { first: 1, after });
        seen.push(...page.edges.map(({ node }) => node.reference));
        after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
      } while (after !== null);
      expect(seen).toEqual(['asked/1', 'asked/2', 'refused/1']);
    });

    it('are told to those who take part and their coordinator, and to nobody else', async () => {
      for (const identity of [soest, coordinator]) {
        expect((await resolver().recouplingRequests(identity, {})).edges).toHaveLength(3);
      }
      expect(await resolver().recouplingRequests(who('municipality', UTRECHT), {})).toMatchObject({
        edges: [],
        text: '',
      });
      expect(await codeOf(resolver().recouplingRequests(who('supervisor', 'PV26'), {}))).toBe('NOT_FOUND');
    });

    it('that were answered name the household of a closed exchange to COA and its municipality only', async () => {
      const of = async (identity: typeof soest) =>
        (await resolver().recouplingRequests(identity, { state: 'answered' })).edges
          .filter(({ node }) => node.exchange === 'refused')
          .map(({ node }) => [node.leg, node.answer, node.household]);
      expect(await of(coa)).toEqual([
        [1, 'confirmed', 'refused-h1'],
        [2, 'refused', 'refused-h2'],
      ]);
      expect(await of(soest)).toEqual([
        [1, 'confirmed', 'refused-h1'],
        [2, 'refused', null],
      ]);
    });
  });

  describe('the effect of an exchange on which nobody matches any more', () => {
    it('tells no partner how late a household is that is coupled elsewhere by now, or that moved in', async () => {
      for (const id of ['elsewhere', 'moved-in']) {
        await desk.introduce(`${id}-h1`, SOEST, 4);
        const told = story(id);
        await desk.tell(told.proposed(), told.reserved(), told.requested(), told.settled());
      }
      const daysLate = async (exchange: string) => {
        const { latenessTakenOver } = await desk.app
          .get(ExchangeEffectResolver)
          .exchangeEffect(zeist, { exchange, municipality: ZEIST });
        return latenessTakenOver.households[0]?.daysLate ?? null;
      };
      expect([await daysLate('elsewhere'), await daysLate('moved-in')]).toEqual([68, 68]);
      await desk.tell(koppelingMoved('elsewhere-h1', SOEST, UTRECHT, 'another'), story('moved-in').placed(1));
      expect([await daysLate('elsewhere'), await daysLate('moved-in')]).toEqual([null, null]);
    });
  });

  describe('beyond what was agreed', () => {
    it('the balance shows who stands outside the tolerance, on either side', async () => {
      const { municipalities } = await desk.app
        .get(ExchangeBalanceResolver)
        .exchangeBalance(coordinator, { municipalities: [SOEST, UTRECHT, ZEIST] });
      expect(municipalities.map(({ balance, withinTolerance }) => [balance.persons, withinTolerance])).toEqual([
        [9, false],
        [0, true],
        [-9, false],
      ]);
    });

    it('the effect takes into account what was agreed of taakstellingen, until the exchange ends', async () => {
      const share = (municipality: MunicipalityCode, change: number) => ({
        municipality,
        period: period('2024-1'),
        change,
      });
      const told = story('shares', legs('shares', [SOEST, ZEIST, 4]));
      await desk.tell(told.proposed('2024-05-07', [share(SOEST, 2), share(ZEIST, -2)]));
      const effect = async () => {
        const asked = { exchange: 'shares', municipality: ZEIST };
        const { remaining, redistribution } = await desk.app.get(ExchangeEffectResolver).exchangeEffect(zeist, asked);
        return { remaining, redistribution };
      };
      expect(await effect()).toEqual({
        remaining: { before: 10, after: 4, change: -6 },
        redistribution: [{ period: '2024-1', change: -2, decided: false }],
      });
      await desk.tell(told.reserved(), told.requested());
      await desk.tell(told.declined(SOEST));
      expect((await effect()).redistribution).toEqual([]);
    });
  });
});
