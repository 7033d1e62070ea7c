import { instantOrThrow, localDate, period, type Scope } from '#libs/kernel';
import fc from 'fast-check';
import type { Ask } from './testing/ask.js';
import { question } from './testing/ask.js';
import { openDesk, type Desk } from './testing/desk.js';
import { histories, koppelHistories, koppelQuestions, questions } from './testing/histories.js';
import { comparable, naiveFigures } from './testing/naive-fold.js';
import {
  announced,
  correctedTo,
  counted,
  explained,
  policy,
  publishedFigure,
  realised,
} from './testing/recorded-events.js';

const asked = (a: Ask) => ({
  scope: (a.scope ?? 'PV26') as Scope,
  period: period(a.period),
  asOf: a.asOf === undefined ? undefined : localDate(a.asOf),
  knownAt: a.knownAt === undefined ? undefined : instantOrThrow(a.knownAt),
  basis: a.basis,
  administration: a.administration,
  rowsVisible: a.rowsVisible ?? true,
  position: a.position,
});

describe('figures read from Postgres', () => {
  let desk: Desk;
  beforeEach(async () => {
    desk = await openDesk();
  });
  afterEach(() => desk.close());

  it('equal a plain fold of the log, for every question, now and at every position in between', async () => {
    const told = fc.sample(histories, { numRuns: 12, seed: 20230701 }).flat();
    const head = await desk.tell(...told);
    const log = await desk.log();
    expect(log).toHaveLength(told.length);
    for (const { at, ...ask } of fc.sample(questions, { numRuns: 150, seed: 20231026 })) {
      const position = Math.max(1, Math.floor(at * head));
      const fixed = question({ ...ask, position }, head);
      const answer = await desk.reader.read({ ...asked({ ...ask, ...(at < 1 ? { position } : {}) }), atLeast: head });
      const expected = naiveFigures(log, fixed);
      if (answer.ok) expect(comparable(answer.value)).toEqual(expected);
      else expect([answer.refusals[0]?.code, expected]).toEqual(['POLICY_UNKNOWN', null]);
    }
  });

  it('hold the koppel balances of a plain fold, with exchanges and as if they had not been', async () => {
    const told = fc.sample(koppelHistories, { numRuns: 12, seed: 20230401 }).flat();
    const head = await desk.tell(...told);
    const log = await desk.log();
    for (const ask of koppelQuestions) {
      const answer = await desk.reader.read({ ...asked(ask), atLeast: head });
      const expected = naiveFigures(log, question({ ...ask, position: head }, head));
      const [balance] = answer.ok ? answer.value.koppelBalance : [];
      expect([balance?.persons, balance?.personsWithoutExchanges]).toEqual([
        expected?.koppelBalance,
        expected?.koppelBalanceWithoutExchanges,
      ]);
    }
  });

  it('answer about now as they answer about the position reached, whichever rows they are read from', async () => {
    const told = fc.sample(histories, { numRuns: 6, seed: 7 }).flat();
    const head = await desk.tell(...told);
    for (const { at, ...ask } of fc.sample(questions, { numRuns: 40, seed: 11 })) {
      void at;
      const now = await desk.reader.read({ ...asked(ask), atLeast: head });
      const then = await desk.reader.read({ ...asked(ask), position: head });
      expect(now).toEqual(then);
    }
  });

  it('show one’s own write when asked for its position, also where an answer was kept', async () => {
    await desk.tell(policy(), announced('GM0344', '2023-1', 100, '2022-10-01'));
    const overview = ['PV26', 'GM0344', 'GM0307'].map((scope) => asked({ scope, period: '2023-1' }));
    for (let n = 1; n <= 5; n++) {
      const position = await desk.tell(realised(`r${n}`, counted('GM0344', '2023-02-0' + n, 10)));
      const answers = await desk.reader.readMany(overview.map((q) => ({ ...q, atLeast: position })));
      expect(answers.map((a) => (a.ok ? [a.value.realised, a.value.position] : a))).toEqual([
        [10 * n, position],
        [10 * n, position],
        [null, position],
      ]);
    }
  });

  it('keep an answer as long as nothing touches it, and tell it at the present position', async () => {
    await desk.tell(policy(), announced('GM0344', '2023-1', 100, '2022-10-01'));
    const one = { ...asked({ scope: 'GM0344', period: '2023-1' }) };
    const before = await desk.reader.read({ ...one, atLeast: 2 });
    const elsewhere = await desk.tell(realised('r1', counted('GM0307', '2023-02-01', 5)));
    const after = await desk.reader.read({ ...one, atLeast: elsewhere });
    expect(after).toEqual(before.ok ? { ok: true, value: { ...before.value, position: elsewhere } } : before);
    const earlier = await desk.tell(realised('r2', counted('GM0344', '2022-12-31', 7)));
    const moved = await desk.reader.read({ ...one, atLeast: earlier });
    expect(moved.ok && moved.value.forecast.atLastPeriodsRealisation).toBe(-93);
  });

  it('never hand an answer kept for one who may see rows to one who may not, whoever asked first', async () => {
    const head = await desk.tell(
      policy(),
      announced('GM0344', '2023-1', 100, '2022-10-01'),
      realised('r', counted('GM0344', '2023-03-01', 4), { remark: 'gezin van vier' }),
    );
    const q = { ...asked({ period: '2023-1' }), atLeast: head };
    const seen = { first: q, then: { ...q, rowsVisible: false } };
    for (const [one, other] of [
      [seen.first, seen.then],
      [seen.then, seen.first],
    ] as const) {
      for (const question of [one, other, one, other]) {
        const answer = await desk.reader.read(question);
        expect(answer.ok && answer.value.remarks.includes('gezin van vier')).toBe(question.rowsVisible);
      }
      await desk.tell(realised(`again-${one.rowsVisible}`, counted('GM0344', '2023-03-02', 1)));
    }
  });

  it('go on through a rebuild that is swapped in', async () => {
    const head = await desk.tell(
      policy(),
      announced('GM0344', '2023-1', 100, '2022-10-01'),
      realised('r', counted('GM0344', '2023-03-01', 40)),
    );
    const q = asked({ period: '2023-1' });
    const before = await desk.reader.read({ ...q, atLeast: head });
    await desk.host.rebuild('figures');
    expect(await desk.reader.read({ ...q, atLeast: head })).toEqual(before);
    const next = await desk.tell(realised('s', counted('GM0344', '2023-03-02', 2)));
    const after = await desk.reader.read({ ...q, atLeast: next });
    expect(after.ok && after.value.realised).toBe(42);
  });

  it('bridge: late corrections since the publication stand apart, an explanation lowers what is unexplained', async () => {
    const row = counted('GM0344', '2023-05-01', 60);
    const head = await desk.tell(
      policy(),
      announced('GM0344', '2023-1', 100, '2022-10-01'),
      realised('r', row, { knownAt: '2023-05-02T09:00:00Z' }),
      publishedFigure('GM0344', '2023-1', 'closing', -45, '2023-07-01', { on: '2023-07-20' }),
      correctedTo('r', row, { ...row, persons: 53 }, { knownAt: '2023-08-01T09:00:00Z', reason: 'dubbel geteld' }),
      explained('GM0344', '2023-1', 1),
    );
    const q = { ...asked({ scope: 'GM0344', period: '2023-1' }), atLeast: head };
    const now = await desk.reader.read(q);
    expect(now.ok && now.value.closing).toEqual({
      computed: -47,
      computedAtPublication: -40,
      lateCorrections: -7,
      published: -45,
      sumOfMunicipalitiesPublished: null,
      explained: 1,
      unexplained: 1,
    });
    const then = await desk.reader.read({ ...q, knownAt: instantOrThrow('2023-07-31T00:00:00Z') });
    expect(then.ok && then.value.closing).toMatchObject({
      computed: -40,
      lateCorrections: 0,
      explained: 0,
      unexplained: -5,
    });
  });

  it.each([
    ['AS_OF_OUTSIDE_PERIOD', { period: '2023-1', asOf: '2022-12-31' }],
    ['AS_OF_OUTSIDE_PERIOD', { period: '2023-1', asOf: '2023-07-02' }],
    ['KNOWN_AT_IN_FUTURE', { period: '2023-1', knownAt: '2026-01-01T12:00:00.001Z' }],
    ['POSITION_BEYOND_HEAD', { period: '2023-1', position: 2 }],
    ['SCOPE_UNKNOWN', { period: '2023-1', scope: 'GM9999' }],
    ['POLICY_UNKNOWN', { period: '2014-2' }],
    ['POLICY_UNKNOWN', { period: '2023-1', knownAt: '2014-01-01T00:00:00Z' }],
    ['POLICY_UNKNOWN', { period: '2023-1', position: 0 }],
  ])('refuse %s for %j', async (code, ask) => {
    await desk.tell(policy());
    await desk.host.catchUp();
    const answer = await desk.reader.read(asked(ask));
    expect(answer.ok ? answer.value : answer.refusals[0]?.code).toBe(code);
  });

  it('refuse at once what the log does not hold, whichever way it is asked for', async () => {
    const head = await desk.tell(policy(), announced('GM0344', '2023-1', 100, '2022-10-01'));
    const q = asked({ period: '2023-1' });
    for (const [beyond, path] of [
      [{ atLeast: head + 1 }, 'atLeast'],
      [{ position: head + 1 }, 'position'],
      [{ position: head, atLeast: head + 1 }, 'atLeast'],
    ] as const) {
      expect(await desk.reader.read({ ...q, ...beyond })).toMatchObject({
        ok: false,
        refusals: [{ code: 'POSITION_BEYOND_HEAD', path: [path], details: { head } }],
      });
    }
  });

  it('refuse AT_LEAST_TIMEOUT where the read model stands still before the position asked for', async () => {
    const head = await desk.tell(policy(), { ...announced('GM0344', '2023-1', 100, '2022-10-01') });
    await desk.host.catchUp();
    const broken = announced('GM0344', '2023-1', 100, '2022-10-01');
    const position = await desk.tell({ ...broken, event: { ...broken.event, persons: 'many' } as never });
    const answer = await desk.reader.read({ ...asked({ period: '2023-1' }), atLeast: position });
    expect(answer.ok ? answer.value : answer.refusals[0]?.code).toBe('AT_LEAST_TIMEOUT');
    const before = await desk.reader.read({ ...asked({ period: '2023-1' }), atLeast: head });
    expect(before.ok && before.value.taakstelling).toBe(100);
  });

  it('read the whole chain where no opening is published, and only what is needed where one is', async () => {
    const head = await desk.tell(
      policy(),
      announced('GM0344', '2021-2', 10, '2021-05-01'),
      announced('GM0344', '2022-1', 10, '2021-10-01'),
      announced('GM0344', '2022-2', 10, '2022-05-01'),
      announced('GM0344', '2023-1', 10, '2022-10-01'),
      realised('old', counted('GM0344', '2021-08-01', 1)),
      realised('new', counted('GM0344', '2023-02-01', 4)),
    );
    const q = { ...asked({ scope: 'GM0344', period: '2023-1' }), atLeast: head };
    const long = await desk.reader.read(q);
    expect(long.ok && [long.value.opening, long.value.openingSource]).toEqual([-29, 'computed-closing']);
    const next = await desk.tell(publishedFigure('GM0344', '2023-1', 'opening', -5, '2023-01-01'));
    const short = await desk.reader.read({ ...q, atLeast: next });
    expect(short.ok && [short.value.opening, short.value.openingSource]).toEqual([-5, 'published-opening']);
  });
});
