import { instantOrThrow, localDate, municipalityCodeSchema } from '#libs/kernel';
import fc from 'fast-check';
import { realisationDecider, type Realisation } from './realisation.decider.js';
import type { CountedRow } from './taakstelling.events.js';

const now = instantOrThrow('2023-10-27T21:59:00Z');
const knownKinds = ['regular', 'har'];
const { decide, evolve, initial } = realisationDecider;

const rows: fc.Arbitrary<CountedRow> = fc.record({
  municipality: fc.constantFrom('GM0342', 'GM0355').map((code) => municipalityCodeSchema.parse(code)),
  on: fc.constantFrom('2023-06-30', '2023-07-01', '2023-10-27').map(localDate),
  persons: fc.integer({ min: 1, max: 9 }),
  kind: fc.constantFrom('regular', 'har'),
  administration: fc.constantFrom('own', 'coa', 'province'),
  oneOff: fc.constantFrom(null, 'Versnellingsactie'),
});
const recorded = (counted: CountedRow): Realisation => {
  const row = { id: 'r', counted, source: 'lijst', reason: null, knownAt: null, remark: null };
  const decision = decide({ type: 'RecordRow', now, knownKinds, row }, initial);
  return decision.ok ? decision.value.reduce(evolve, initial) : initial;
};

describe('a realisation', () => {
  it('takes back by each correction exactly what it counted before', () => {
    fc.assert(
      fc.property(fc.array(fc.option(rows), { minLength: 1, maxLength: 6 }), rows, (readings, first) => {
        let state = recorded(first);
        let total = first.persons;
        for (const becomes of readings) {
          const correction = { id: 'r', becomes, reason: 'telfout', knownAt: null, remark: null };
          const decision = decide({ type: 'CorrectRow', now, knownKinds, correction }, state);
          if (!decision.ok) continue;
          for (const event of decision.value) {
            if (event.type === 'RealisationCorrected') total += (event.becomes?.persons ?? 0) - event.was.persons;
            state = evolve(state, event);
          }
        }
        expect(total).toBe(state.status === 'counted' ? state.counted.persons : 0);
      }),
    );
  });

  it('cannot be corrected from before it was known', () => {
    const counted: CountedRow = {
      municipality: municipalityCodeSchema.parse('GM0342'),
      on: localDate('2023-07-01'),
      persons: 2,
      kind: 'regular',
      administration: 'coa',
      oneOff: null,
    };
    const known = (text: string) => instantOrThrow(`${text}T00:00:00Z`);
    const correct = (rowKnownAt: string | null, knownAt: string | null) => {
      const row = { id: 'r', counted, source: 'lijst', reason: null, remark: null };
      const state = evolve(initial, {
        ...row,
        type: 'RealisationRecorded',
        knownAt: rowKnownAt === null ? null : known(rowKnownAt),
      });
      const correction = { id: 'r', becomes: null, reason: 'dubbel', remark: null };
      return decide(
        {
          type: 'CorrectRow',
          now,
          knownKinds,
          correction: { ...correction, knownAt: knownAt === null ? null : known(knownAt) },
        },
        state,
      );
    };
    expect(correct('2023-07-10', '2023-07-09')).toMatchObject({ ok: false, refusals: [{ code: 'KNOWN_BEFORE_ROW' }] });
    expect(correct(null, '2023-07-09')).toMatchObject({ ok: false, refusals: [{ code: 'KNOWN_BEFORE_ROW' }] });
    expect(correct('2023-07-10', '2023-07-10').ok).toBe(true);
    expect(correct('2023-07-10', null).ok).toBe(true);
  });

  it('cannot be known before the day of the move, nor a correction before the day that it names', () => {
    const move = (on: string): CountedRow => ({
      municipality: municipalityCodeSchema.parse('GM0342'),
      on: localDate(on),
      persons: 2,
      kind: 'regular',
      administration: 'coa',
      oneOff: null,
    });
    const row = { id: 'r', source: 'lijst', reason: null, remark: null };
    const codesOf = (decision: ReturnType<typeof decide>) =>
      decision.ok ? [] : decision.refusals.map(({ code, path }) => `${code} ${path.join('.')}`);
    const record = (on: string, knownAt: string) =>
      codesOf(
        decide(
          {
            type: 'RecordRow',
            now,
            knownKinds,
            row: { ...row, counted: move(on), knownAt: instantOrThrow(knownAt) },
          },
          initial,
        ),
      );
    // 22:00 UTC is the first moment of 1 July in summer.
    expect(record('2023-07-01', '2023-06-30T22:00:00Z')).toEqual([]);
    expect(record('2023-07-01', '2023-06-30T21:59:59Z')).toEqual(['KNOWN_BEFORE_MOVE input.knownAt']);
    expect(record('2023-07-01', '2023-07-01T21:59:59Z')).toEqual([]);

    const since = instantOrThrow('2023-07-10T00:00:00Z');
    const state = evolve(initial, { ...row, type: 'RealisationRecorded', counted: move('2023-07-01'), knownAt: since });
    const correct = (on: string) =>
      codesOf(
        decide(
          {
            type: 'CorrectRow',
            now,
            knownKinds,
            correction: { id: 'r', becomes: move(on), reason: 'verkeerde dag', knownAt: since, remark: null },
          },
          state,
        ),
      );
    expect(correct('2023-07-11')).toEqual(['KNOWN_BEFORE_MOVE input.knownAt']);
    expect(correct('2023-07-10')).toEqual([]);
  });

  it('may be of today, and not of tomorrow, by the clock in Amsterdam', () => {
    // 21:59 UTC is 23:59 in summer: still the 27th.
    const row = (on: string) => ({
      id: 'r',
      counted: {
        municipality: municipalityCodeSchema.parse('GM0342'),
        on: localDate(on),
        persons: 1,
        kind: 'regular',
        administration: 'own' as const,
        oneOff: null,
      },
      source: 'lijst',
      reason: null,
      knownAt: null,
      remark: null,
    });
    const oneMinuteLater = instantOrThrow('2023-10-27T22:00:00Z');
    expect(decide({ type: 'RecordRow', now, knownKinds, row: row('2023-10-27') }, initial).ok).toBe(true);
    expect(decide({ type: 'RecordRow', now, knownKinds, row: row('2023-10-28') }, initial).ok).toBe(false);
    expect(decide({ type: 'RecordRow', now: oneMinuteLater, knownKinds, row: row('2023-10-28') }, initial).ok).toBe(
      true,
    );
  });
});
