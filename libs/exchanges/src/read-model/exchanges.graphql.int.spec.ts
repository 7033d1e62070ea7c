import type { Identity } from '#libs/access';
import { period, type MunicipalityCode } from '#libs/kernel';
import type { HouseholdProfile } from '#libs/koppeling';
import type { SealedField } from '#libs/secrets';
import { ExchangesReader } from './exchanges.reader.js';
import { ExchangePartners } from './partners.js';
import { ExchangesResolver } from './read-exchanges/exchanges.resolver.js';
import type { OpenExchanges } from './read-exchanges/read-exchanges.query.js';
import { codeOf, openDesk, REGION, who, type Desk } from './testing/desk.js';
import {
  ARNHEM,
  BAARN,
  forgotten,
  koppelingMoved,
  legs,
  profiled,
  PROFILE,
  received,
  SOEST,
  story,
  swap,
  UTRECHT,
  ZEIST,
} from './testing/story.js';

const soest = who('municipality', SOEST);
const zeist = who('municipality', ZEIST);
const utrecht = who('municipality', UTRECHT);
const coordinator = who('coordinator', 'PV26');

describe('exchanges for people', () => {
  let desk: Desk;
  let resolver: ExchangesResolver;
  beforeAll(async () => {
    desk = await openDesk();
    resolver = desk.app.get(ExchangesResolver);
    await desk.tell(REGION);
  });
  afterAll(() => desk.close());

  const read = (identity: Identity, id: string) => resolver.exchange(identity, { id });
  const sealed = async (household: string, field: SealedField, text: string | HouseholdProfile) => {
    const key = await desk.keys.keyOf(household);
    if (!key.ok) throw new Error(`${household} was forgotten`);
    return key.value.seal(field, text);
  };
  const about = (household: string, note: string) => sealed(household, 'note', note);
  const forget = (household: string) => desk.keys.destroy(household);
  /** A swap with its households. */
  const proposed = async (id: string) => {
    const told = story(id);
    await desk.introduce(`${id}-h1`, SOEST, 4);
    await desk.introduce(`${id}-h2`, ZEIST, 1);
    await desk.tell(told.proposed());
    return told;
  };

  it('are there for those who take part, the coordinator of their province and the auditor, and for nobody else', async () => {
    await proposed('seen');
    for (const identity of [soest, zeist, coordinator, who('auditor', null), who('municipal-manager', SOEST)]) {
      expect(await codeOf(read(identity, 'seen'))).toMatchObject({ id: 'seen', municipalities: [SOEST, ZEIST] });
    }
    const others = [
      utrecht,
      who('coordinator', 'PV25'),
      who('supervisor', 'PV26'),
      who('supervisor-approver', 'PV26'),
      who('coa-liaison', null),
      who('board-reader', 'PV26'),
      who('housing-corporation', null),
      who('support-team', null),
      who('public', null),
    ];
    for (const identity of others) expect(await codeOf(read(identity, 'seen'))).toBe('NOT_FOUND');
  });

  it('that are not there and that one may not see are refused in the very same words', async () => {
    const refusal = async (id: string) => {
      try {
        return await read(utrecht, id);
      } catch (error) {
        return JSON.stringify(error);
      }
    };
    expect(await refusal('seen')).toBe(await refusal('nowhere'));
    expect(await refusal('seen')).toBe(await refusal('no\u0000where'));
  });

  it('are told to the coordinator of a region only where all who take part lie in it', async () => {
    await desk.tell(story('across', legs('across', [SOEST, ARNHEM, 2])).proposed());
    const ofRegion = who('coordinator', 'RG-SPEC');
    expect(await codeOf(read(ofRegion, 'across'))).toMatchObject({ id: 'across' });
    expect(await codeOf(read(coordinator, 'across'))).toBe('NOT_FOUND');
    expect(await codeOf(read(ofRegion, 'seen'))).toBe('NOT_FOUND');
    const { edges } = await resolver.exchanges(ofRegion, { municipality: SOEST });
    expect(edges.map(({ node }) => node.id)).toEqual(['across']);
  });

  describe('while they are open', () => {
    it('show the other side size and needs, ties as distances, never a place', async () => {
      await proposed('needs');
      const [family] = (await read(zeist, 'needs')).legs;
      expect(family).toMatchObject({
        household: 'needs-h1',
        dwelling: 'needs-d1',
        persons: 4,
        needs: {
          bedrooms: 3,
          access: 'step-free',
          ties: [{ km: 10, maxKm: 20, hard: true, within: true }],
        },
      });
      expect(JSON.stringify(family)).not.toMatch(/52\.|5\.3|lat|lon/);
    });

    it('show the auditor who takes part, and no needs', async () => {
      const { legs: seen } = await read(who('auditor', null), 'needs');
      expect(seen.map(({ persons, needs }) => [persons, needs])).toEqual([
        [4, null],
        [1, null],
      ]);
    });

    it('show no needs of a household that was forgotten', async () => {
      await proposed('gone');
      await forget('gone-h1');
      const [family, single] = (await read(zeist, 'gone')).legs;
      expect([family?.needs, single?.needs?.bedrooms]).toEqual([null, 3]);
    });

    it('tell whose turn it is, until when, and whether it is yours', async () => {
      const told = await proposed('turns');
      await desk.tell(told.accepted(ZEIST));
      expect(await read(soest, 'turns')).toMatchObject({
        status: 'proposed',
        deadline: { kind: 'answer', dueAt: '2024-05-06T22:00:00.000Z', municipalities: [SOEST], overdue: false },
        awaiting: [{ action: 'answer', municipality: SOEST, mine: true }],
        answers: [{ municipality: ZEIST, answer: 'accepted' }],
      });
      expect((await read(zeist, 'turns')).awaiting).toMatchObject([{ municipality: SOEST, mine: false }]);

      await desk.tell(told.accepted(SOEST), told.reserved());
      expect((await read(soest, 'turns')).awaiting.map((turn) => [turn.action, turn.municipality, turn.leg])).toEqual([
        ['inform', SOEST, 1],
        ['inform', ZEIST, 2],
      ]);
      await desk.tell(told.informed(1), told.informed(2));
      expect((await read(soest, 'turns')).deadline).toMatchObject({ kind: 'objection', actor: 'household' });
      await desk.tell(told.requested(), told.confirmed(1));
      expect(await read(soest, 'turns')).toMatchObject({
        deadline: { kind: 'coa', actor: 'coa', municipalities: [] },
        awaiting: [{ action: 'coa-answer', actor: 'coa', leg: 2, mine: false }],
      });
      await desk.tell(told.confirmed(2), told.settled(), told.placed(1));
      expect(await read(soest, 'turns')).toMatchObject({
        status: 'settled',
        deadline: { kind: 'move', municipalities: [SOEST] },
        awaiting: [{ action: 'place', municipality: SOEST, leg: 2, mine: true }],
      });
    });

    it('say that a term is over', async () => {
      await proposed('late');
      desk.clock.set('2024-05-07T00:00:00.000Z');
      expect((await read(soest, 'late')).deadline).toMatchObject({ kind: 'answer', overdue: true });
      desk.clock.set('2024-05-01T10:00:00.000Z');
    });

    it('show what was written of a leg that failed to both its sides and the coordinator, and to no third', async () => {
      const ring = legs('noted', [SOEST, ZEIST, 4], [ZEIST, BAARN, 1], [BAARN, SOEST, 2]);
      const told = story('noted', ring);
      await desk.introduce('noted-h1', SOEST, 4);
      await desk.tell(told.proposed(), told.reserved(), told.requested(), told.settled());
      await desk.tell(told.failed(1, await about('noted-h1', 'Lekkage')), told.placed(2));
      const notesOf = async (identity: Identity) => {
        const [first] = (await read(identity, 'noted')).legs;
        return [first?.failureNote, first?.repairNote];
      };
      for (const identity of [soest, zeist, coordinator]) expect(await notesOf(identity)).toEqual(['Lekkage', null]);
      expect(await notesOf(who('municipality', BAARN))).toEqual([null, null]);
      await desk.tell(told.balanced(1, await about('noted-h1', 'Blijft in Zeist')));
      for (const identity of [soest, zeist, coordinator]) {
        expect(await notesOf(identity)).toEqual(['Lekkage', 'Blijft in Zeist']);
      }
      expect(await notesOf(who('municipality', BAARN))).toEqual([null, null]);
    });

    it('show what was agreed of taakstellingen, by period, and what was decided on it', async () => {
      const share = (municipality: MunicipalityCode, inPeriod: string, change: number) => ({
        municipality,
        period: period(inPeriod),
        change,
      });
      const told = story('shares');
      await desk.tell(
        told.proposed('2024-05-07', [
          share(SOEST, '2024-2', 1),
          share(ZEIST, '2024-2', -1),
          share(SOEST, '2024-1', 3),
          share(ZEIST, '2024-1', -3),
        ]),
      );
      const first = [
        { municipality: SOEST, change: 3 },
        { municipality: ZEIST, change: -3 },
      ];
      expect((await read(zeist, 'shares')).redistribution).toMatchObject([
        { period: '2024-1', shares: first, decision: null },
        { period: '2024-2', shares: [{ change: 1 }, { change: -1 }], decision: null },
      ]);
      const undecided = async (inPeriod: string) =>
        (await desk.app.get(ExchangesReader).agreedOver(period(inPeriod))).map(({ exchange }) => exchange);
      expect(await undecided('2024-1')).toEqual(['shares']);
      await desk.tell(told.reserved(), told.requested(), told.settled(), told.decided('2024-1'));
      expect([await undecided('2024-1'), await undecided('2024-2')]).toEqual([[], ['shares']]);
      expect((await read(zeist, 'shares')).redistribution).toMatchObject([
        { period: '2024-1', shares: first, decision: { redistribution: 'shares-r', on: '2024-05-20' } },
        { period: '2024-2', decision: null },
      ]);
    });

    it('make partners of their municipalities, for as long as the claim holds and until it ends', async () => {
      const partners = desk.app.get(ExchangePartners);
      const told = await proposed('held');
      expect(await partners.partnersOf('held-h1')).toEqual([SOEST, ZEIST]);
      expect(await partners.partnersOfDwelling('held-d2')).toEqual([SOEST, ZEIST]);
      expect(await partners.partnersOf('nobody')).toEqual([]);
      desk.clock.set('2024-05-07T00:00:00.000Z');
      expect(await partners.partnersOf('held-h1')).toEqual([]);
      desk.clock.set('2024-05-01T10:00:00.000Z');
      await desk.tell(told.declined(ZEIST));
      expect(await partners.partnersOf('held-h1')).toEqual([]);
    });
  });

  describe('while they are open, on a leg on which nobody matches any more', () => {
    const needsOf = async (identity: Identity, id: string) =>
      (await read(identity, id)).legs.map(({ needs }) => needs?.bedrooms ?? null);

    it('show what the household needs to who has it now, and to no partner', async () => {
      const told = await proposed('moving');
      await desk.tell(told.reserved(), told.requested(), told.confirmed(1), told.confirmed(2), told.settled());
      await desk.tell(koppelingMoved('moving-h1', SOEST, ZEIST, 'moving'));
      await desk.tell(koppelingMoved('moving-h2', ZEIST, SOEST, 'moving'));
      for (const identity of [soest, zeist, coordinator]) expect(await needsOf(identity, 'moving')).toEqual([3, 3]);
      await desk.tell(told.placed(1));
      expect(await needsOf(zeist, 'moving')).toEqual([3, 3]);
      for (const identity of [soest, coordinator]) expect(await needsOf(identity, 'moving')).toEqual([null, 3]);
    });

    it('show no partner what it needs once the term to answer is over', async () => {
      await proposed('unanswered');
      expect(await needsOf(zeist, 'unanswered')).toEqual([3, 3]);
      desk.clock.set('2024-05-07T00:00:00.000Z');
      expect(await needsOf(zeist, 'unanswered')).toEqual([null, 3]);
      expect(await needsOf(soest, 'unanswered')).toEqual([3, null]);
      desk.clock.set('2024-05-01T10:00:00.000Z');
    });

    it('show nobody what an earlier municipality wrote of a household that came again in another', async () => {
      await desk.introduce('again-h1', SOEST, 4);
      const told = story('again', legs('again', [ZEIST, BAARN, 4]));
      await desk.tell(received('again-h1', ZEIST), told.proposed());
      const all = [zeist, who('municipality', BAARN), coordinator];
      for (const identity of all) expect(await needsOf(identity, 'again')).toEqual([null]);
      await desk.tell(profiled('again-h1', ZEIST, await sealed('again-h1', 'profile', PROFILE)));
      for (const identity of all) expect(await needsOf(identity, 'again')).toEqual([3]);
    });

    it('show nobody what it needs once it is coupled elsewhere', async () => {
      const told = await proposed('gone-elsewhere');
      await desk.tell(told.reserved(), koppelingMoved('gone-elsewhere-h1', SOEST, UTRECHT, 'another'));
      for (const identity of [soest, zeist, coordinator]) {
        expect((await needsOf(identity, 'gone-elsewhere'))[0]).toBeNull();
      }
    });
  });

  describe('once they are closed', () => {
    it('show the municipality that had a household nothing of it as it is now elsewhere', async () => {
      const told = await proposed('before');
      await desk.tell(told.declined(ZEIST));
      expect((await read(soest, 'before')).legs[0]).toMatchObject({ needs: { bedrooms: 3 } });
      await desk.tell(koppelingMoved('before-h1', SOEST, UTRECHT, 'another'));
      expect((await read(soest, 'before')).legs[0]).toMatchObject({ household: 'before-h1', needs: null });
    });

    it('show a partner persons and direction, and each its own', async () => {
      const told = await proposed('declined');
      await desk.tell(told.declined(ZEIST));
      const [family, single] = (await read(zeist, 'declined')).legs;
      expect(family).toMatchObject({ from: SOEST, to: ZEIST, persons: 4, household: null, needs: null });
      expect(single).toMatchObject({ household: 'declined-h2', dwelling: null, needs: { bedrooms: 3 } });
      expect((await read(zeist, 'declined')).end).toMatchObject({ code: 'DECLINED', by: ZEIST, reason: 'timing' });
      expect((await read(coordinator, 'declined')).legs.map(({ household, needs }) => [household, needs])).toEqual([
        [null, null],
        [null, null],
      ]);
    });

    it('show who has the household now what it needs, and who gave it no longer', async () => {
      const told = await proposed('done');
      await desk.tell(
        told.accepted(SOEST),
        told.accepted(ZEIST),
        told.reserved(),
        told.requested(),
        told.confirmed(1),
        told.confirmed(2),
        told.settled(),
        koppelingMoved('done-h1', SOEST, ZEIST, 'done'),
        told.placed(1),
        told.placed(2),
        told.completed(),
      );
      const [atZeist] = (await read(zeist, 'done')).legs;
      const [atSoest] = (await read(soest, 'done')).legs;
      expect(atZeist).toMatchObject({ household: 'done-h1', needs: { bedrooms: 3 }, state: 'placed' });
      expect(atSoest).toMatchObject({ household: 'done-h1', needs: null, dwelling: null });
    });

    it('tell the ground of an objection to the municipality of the household only', async () => {
      const told = await proposed('objected');
      await desk.tell(told.accepted(SOEST), told.accepted(ZEIST), told.reserved(), told.informed(1));
      const [ground, note] = [
        await sealed('objected-h1', 'reason', 'treatment'),
        await about('objected-h1', 'In Utrecht'),
      ];
      await desk.tell(told.objected(1, ground, note));
      expect(await read(soest, 'objected')).toMatchObject({
        end: { code: 'OBJECTION', reason: 'treatment' },
        legs: [{ objection: 'treatment', objectionNote: 'In Utrecht' }, { objection: null }],
      });
      for (const other of [zeist, coordinator, who('auditor', null)]) {
        expect(JSON.stringify(await read(other, 'objected'))).not.toMatch(/treatment|In Utrecht/);
      }
      await forget('objected-h1');
      expect((await read(soest, 'objected')).end).toMatchObject({ code: 'OBJECTION', reason: null });
    });

    it('show what was written to the municipality of the household and the coordinator, until it is forgotten', async () => {
      const told = await proposed('written');
      await desk.tell(told.declined(ZEIST, 1, await about('written-h1', 'De badkamer is te klein')));
      const notes = async (...identities: readonly Identity[]) => {
        const seen = await Promise.all(identities.map((identity) => read(identity, 'written')));
        return seen.map(({ end }) => end?.note);
      };
      expect(await notes(soest, who('municipal-manager', SOEST), coordinator)).toEqual(
        new Array(3).fill('De badkamer is te klein'),
      );
      expect(await notes(zeist, who('auditor', null))).toEqual([null, null]);
      await forget('written-h1');
      expect(await notes(soest, coordinator)).toEqual([null, null]);
    });

    it('tell why COA refused a household to its municipality and the coordinator, and to no partner', async () => {
      const told = await proposed('refusal');
      await desk.tell(told.reserved(), told.requested(), told.confirmed(2), told.refused(1, [2]));
      for (const identity of [soest, coordinator]) {
        expect(await read(identity, 'refusal')).toMatchObject({
          end: { code: 'COA_REFUSED', reason: 'permit' },
          legs: [{ coaReason: 'permit' }, {}],
        });
      }
      expect(await read(zeist, 'refusal')).toMatchObject({
        openReversals: 1,
        awaiting: [{ action: 'coa-reverse', actor: 'coa', leg: 2 }],
        end: { code: 'COA_REFUSED', reason: null },
      });
      expect(JSON.stringify((await read(zeist, 'refusal')).legs)).not.toContain('permit');
      await desk.tell(told.reversed(2));
      expect(await read(zeist, 'refusal')).toMatchObject({ openReversals: 0, awaiting: [] });
    });

    it('show reasons and notes of a leg to who has the household now and the coordinator, and to who gave it no longer', async () => {
      const told = await proposed('kept');
      await desk.tell(told.reserved(), told.requested(), told.confirmed(1), told.confirmed(2), told.settled());
      await desk.tell(koppelingMoved('kept-h1', SOEST, ZEIST, 'kept'), koppelingMoved('kept-h2', ZEIST, SOEST, 'kept'));
      await desk.tell(told.failed(1, await about('kept-h1', 'Lekkage')));
      await desk.tell(told.balanced(1, await about('kept-h1', 'Blijft in Zeist')), told.placed(2));
      const shownTo = async (identity: Identity) => {
        const [first] = (await read(identity, 'kept')).legs;
        return [first?.failure, first?.failureNote, first?.repairNote];
      };
      const all = ['dwelling-lost', 'Lekkage', 'Blijft in Zeist'];
      for (const identity of [soest, zeist, coordinator]) expect(await shownTo(identity)).toEqual(all);

      await desk.tell(told.completed());
      for (const identity of [zeist, coordinator]) expect(await shownTo(identity)).toEqual(all);
      expect(await shownTo(soest)).toEqual([null, null, null]);

      await desk.tell(koppelingMoved('kept-h1', ZEIST, UTRECHT, 'another'));
      for (const identity of [soest, zeist]) expect(await shownTo(identity)).toEqual([null, null, null]);
      expect(await shownTo(coordinator)).toEqual(all);
    });

    it('show the checklist no longer', async () => {
      const told = await proposed('checked');
      await desk.tell(told.accepted(SOEST), told.accepted(ZEIST), told.reserved(), told.checked(1, SOEST));
      expect((await read(zeist, 'checked')).legs[0]?.checklist).toEqual([
        { municipality: SOEST, item: 'school', done: true },
      ]);
      await desk.tell(told.objected(1, await sealed('checked-h1', 'reason', 'work')));
      expect((await read(zeist, 'checked')).legs[0]?.checklist).toEqual([]);
    });
  });

  describe('as a list', () => {
    const idsOf = (edges: readonly { node: { id: string } }[]) => edges.map(({ node }) => node.id);

    it('are by default those of your own municipality, the latest first, page by page', async () => {
      const all = idsOf((await resolver.exchanges(zeist, { first: 100 })).edges);
      const one = await resolver.exchanges(zeist, { first: 2 });
      const two = await resolver.exchanges(zeist, { first: 2, after: one.pageInfo.endCursor });
      expect([...idsOf(one.edges), ...idsOf(two.edges)]).toEqual(all.slice(0, 4));
      expect(one.pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: false });
      expect(all).not.toContain('across');
      expect(idsOf((await resolver.exchanges(utrecht, {})).edges)).toEqual([]);
    });

    it('can be asked by how far they are', async () => {
      const { edges } = await resolver.exchanges(soest, { status: 'completed' });
      expect(idsOf(edges)).toEqual(['kept', 'done']);
    });

    it('of another municipality or region are not found', async () => {
      expect(await codeOf(resolver.exchanges(soest, { municipality: ZEIST }))).toBe('NOT_FOUND');
      expect(await codeOf(resolver.exchanges(coordinator, { region: 'PV25' }))).toBe('NOT_FOUND');
      expect(await codeOf(resolver.exchanges(coordinator, { region: 'RG-NONE' }))).toBe('NOT_FOUND');
      expect(await codeOf(resolver.exchanges(who('supervisor', 'PV26'), {}))).toBe('NOT_FOUND');
    });

    it('wait for the position that one asks for, and refuse one that nobody reached', async () => {
      const position = await desk.tell(story('newest', swap('newest')).proposed());
      expect(idsOf((await resolver.exchanges(soest, { first: 1, atLeast: position })).edges)).toEqual(['newest']);
      expect(await codeOf(resolver.exchanges(soest, { atLeast: 1_000_000 }))).toBe('POSITION_BEYOND_HEAD');
      expect(await codeOf(resolver.exchanges(soest, { first: 0 }))).toBe('NUMBER_OUT_OF_RANGE');
      expect(await codeOf(resolver.exchanges(soest, { after: 'x' }))).toBe('CURSOR_INVALID');
    });
  });

  describe('watched', () => {
    const watch = (identity: Identity, municipality: MunicipalityCode) =>
      resolver.exchangesChanged(identity, municipality);
    const nextOf = async (states: AsyncIterator<OpenExchanges>): Promise<OpenExchanges> => {
      const step: IteratorResult<OpenExchanges, unknown> = await states.next();
      if (step.done === true) throw new Error('the subscription ended');
      return step.value;
    };
    const idsIn = ({ exchanges }: OpenExchanges) => exchanges.map(({ exchange }) => exchange);

    it('come as the open ones of a municipality first, and again after each change, also one that names nobody', async () => {
      const told = await proposed('live');
      const states = await watch(soest, SOEST);
      const open = idsIn(await nextOf(states));
      expect(open).toContain('live');
      expect(open).not.toContain('declined');
      await desk.tell(told.accepted(SOEST), told.accepted(ZEIST), told.reserved(), told.requested());
      const stateOf = async (): Promise<unknown> => {
        for (;;) {
          const { exchanges } = await nextOf(states);
          const state = exchanges.find(({ exchange }) => exchange === 'live')?.legs[0]?.state;
          if (state !== 'proposed' && state !== 'requested') return state;
        }
      };
      await desk.tell(told.confirmed(1));
      expect(await stateOf()).toBe('confirmed');
      await states.return?.();
    });

    it('come again without what is sealed as soon as the household is forgotten, also before its key is gone, and to who joins then', async () => {
      const told = await proposed('live-gone');
      await desk.tell(told.reserved(), told.requested(), told.settled());
      await desk.tell(told.failed(1, await about('live-gone-h1', 'Lekkage')));
      const legOf = ({ exchanges }: OpenExchanges) =>
        exchanges.find(({ exchange }) => exchange === 'live-gone')?.legs.find(({ leg }) => leg === 1);
      const states = await watch(zeist, ZEIST);
      expect(legOf(await nextOf(states))).toMatchObject({ failureNote: 'Lekkage' });
      const position = await desk.tell(forgotten('live-gone-h1'));
      const next = await nextOf(states);
      expect(next.position).toBe(position);
      expect(legOf(next)).toMatchObject({ failureNote: null, needs: null });
      const joining = await watch(zeist, ZEIST);
      expect(legOf(await nextOf(joining))).toMatchObject({ failureNote: null, needs: null });
      await joining.return?.();
      await states.return?.();
    });

    it('come again so to the coordinator too, who is not told which household it is once the exchange ended', async () => {
      const told = await proposed('live-ended');
      await desk.tell(told.reserved(), told.requested(), told.confirmed(2), told.refused(1, [2]));
      await desk.tell(told.declined(ZEIST, 1, await about('live-ended-h1', 'De badkamer is te klein')));
      const noteIn = ({ exchanges }: OpenExchanges) =>
        exchanges.find(({ exchange }) => exchange === 'live-ended')?.end?.note;
      const states = await watch(coordinator, ZEIST);
      expect(noteIn(await nextOf(states))).toBe('De badkamer is te klein');
      await desk.tell(forgotten('live-ended-h1'));
      expect(noteIn(await nextOf(states))).toBeNull();
      await states.return?.();
    });

    it('come again without what a household needs as soon as it is coupled elsewhere', async () => {
      await proposed('live-moved');
      const needsIn = ({ exchanges }: OpenExchanges) =>
        exchanges.find(({ exchange }) => exchange === 'live-moved')?.legs[0]?.needs;
      const states = await watch(zeist, ZEIST);
      expect(needsIn(await nextOf(states))).toMatchObject({ bedrooms: 3 });
      await desk.tell(koppelingMoved('live-moved-h1', SOEST, UTRECHT, 'another'));
      expect(needsIn(await nextOf(states))).toBeNull();
      await states.return?.();
    });

    it('are refused at once to whoever may not see them', async () => {
      for (const identity of [zeist, who('supervisor', 'PV26'), who('public', null), who('coordinator', 'PV25')]) {
        expect(await codeOf(watch(identity, SOEST))).toBe('NOT_FOUND');
      }
    });

    it('tell the coordinator nothing of an exchange that leaves the province, not even that it moved', async () => {
      const states = await watch(coordinator, SOEST);
      expect(idsIn(await nextOf(states))).not.toContain('across');
      const next = nextOf(states);
      await desk.tell(story('across', legs('across', [SOEST, ARNHEM, 2])).accepted(SOEST));
      const position = await desk.tell(story('after').proposed());
      const state = await next;
      expect(idsIn(state)).toContain('after');
      expect(state.position).toBe(position);
      await states.return?.();
    });
  });
});
