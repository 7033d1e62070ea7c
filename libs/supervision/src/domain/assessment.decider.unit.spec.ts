import { instantOrThrow, localDate, municipalityCodeSchema, period } from '#libs/kernel';
import { assessmentDecider, type Assessments, type RecordAssessment } from './assessment.decider.js';

const now = instantOrThrow('2023-10-27T10:00:00Z');
const assessed = (trede: number, approvedOn: string, reason: string | null = null): RecordAssessment => ({
  type: 'RecordAssessment',
  now,
  assessment: {
    municipality: municipalityCodeSchema.parse('GM0342'),
    period: period('2023-1'),
    trede,
    approvedOn: localDate(approvedOn),
    reason,
    knownAt: null,
    remark: null,
  },
});
const after = (...commands: readonly RecordAssessment[]): Assessments =>
  commands.reduce((state, command) => {
    const decision = assessmentDecider.decide(command, state);
    return decision.ok ? decision.value.reduce(assessmentDecider.evolve, state) : state;
  }, assessmentDecider.initial);
const codeOf = (command: RecordAssessment, state: Assessments = {}): string | undefined => {
  const decision = assessmentDecider.decide(command, state);
  return decision.ok ? `${decision.value.length} events` : decision.refusals[0]?.code;
};

describe('an assessment', () => {
  it('is known from the start of the day of approval', () => {
    expect(assessmentDecider.decide(assessed(2, '2023-09-15'), {})).toMatchObject({
      ok: true,
      value: [{ trede: 2, knownAt: '2023-09-14T22:00:00.000Z' }],
    });
  });

  it('said again is nothing new, and another trede of the same day is a conflict', () => {
    const state = after(assessed(2, '2023-09-15'));
    expect(codeOf(assessed(2, '2023-09-15'), state)).toBe('0 events');
    expect(codeOf(assessed(1, '2023-09-15'), state)).toBe('ASSESSMENT_CONFLICT');
  });

  it('given another reason is a fact beside the first, known from now on', () => {
    const said = after(assessed(2, '2023-09-15', 'achterstand'));
    expect(assessmentDecider.decide(assessed(2, '2023-09-15', 'achterstand van 40'), said)).toMatchObject({
      ok: true,
      value: [{ trede: 2, reason: 'achterstand van 40', knownAt: now }],
    });
    const restated = after(assessed(2, '2023-09-15', 'achterstand'), assessed(2, '2023-09-15', 'achterstand van 40'));
    expect(restated[localDate('2023-09-15')]).toHaveLength(2);
    expect(codeOf(assessed(2, '2023-09-15'), restated)).toBe('0 events');
    // An old file that comes again does not bring the old reason back.
    expect(codeOf(assessed(2, '2023-09-15', 'achterstand'), restated)).toBe('0 events');
    expect(codeOf(assessed(1, '2023-09-15', 'achterstand'), restated)).toBe('ASSESSMENT_CONFLICT');
  });

  it('may be followed by another of a later day', () => {
    expect(codeOf(assessed(3, '2023-10-01'), after(assessed(2, '2023-09-15')))).toBe('1 events');
  });

  it('is approved neither tomorrow nor before its period began', () => {
    expect(codeOf(assessed(2, '2023-10-28'))).toBe('DATE_IN_FUTURE');
    expect(codeOf(assessed(2, '2023-10-27'))).toBe('1 events');
    expect(codeOf(assessed(2, '2022-12-31'))).toBe('APPROVED_BEFORE_PERIOD');
  });
});
