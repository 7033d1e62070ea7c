import { localDate } from '#libs/kernel';
import { funnelOf, median, type FunnelFact } from './funnel.js';

const day = (n: number) => localDate(`2024-05-${String(n).padStart(2, '0')}`);
const fact = (more: Partial<FunnelFact>): FunnelFact => ({
  suggested: false,
  proposedOn: day(1),
  reservedOn: null,
  requestedOn: null,
  settledOn: null,
  completedOn: null,
  end: null,
  reason: null,
  ...more,
});

const MOVED = fact({
  suggested: true,
  reservedOn: day(3),
  requestedOn: day(10),
  settledOn: day(20),
  completedOn: day(30),
});

describe('the funnel', () => {
  it('tells how far exchanges came', () => {
    expect(
      funnelOf([MOVED, fact({ reservedOn: day(5) }), fact({}), fact({ end: 'DECLINED', reason: 'timing' })]),
    ).toMatchObject({ proposed: 4, suggested: 1, accepted: 2, recoupled: 1, moved: 1, failed: 1, underWay: 2 });
  });

  it('tells the median days of each step, of those that took it', () => {
    expect(funnelOf([MOVED, fact({ reservedOn: day(6) })]).steps).toEqual([
      { step: 'accept', exchanges: 2, medianDays: 3.5 },
      { step: 'request', exchanges: 1, medianDays: 7 },
      { step: 'recouple', exchanges: 1, medianDays: 10 },
      { step: 'move', exchanges: 1, medianDays: 10 },
    ]);
    expect(funnelOf([]).steps.map(({ medianDays }) => medianDays)).toEqual([null, null, null, null]);
  });

  it('settles an exchange without a leg for COA from the day on which all accepted', () => {
    const { steps } = funnelOf([fact({ reservedOn: day(3), settledOn: day(12) })]);
    expect(steps.find(({ step }) => step === 'recouple')).toMatchObject({ exchanges: 1, medianDays: 9 });
  });

  it('counts why exchanges failed, the most frequent first, and no ground of an objection', () => {
    const { failures } = funnelOf([
      fact({ end: 'DECLINED', reason: 'timing' }),
      fact({ end: 'OBJECTION', reason: 'treatment' }),
      fact({ end: 'OBJECTION', reason: 'work' }),
    ]);
    expect(failures).toEqual([
      { end: 'OBJECTION', reason: null, exchanges: 2 },
      { end: 'DECLINED', reason: 'timing', exchanges: 1 },
    ]);
  });

  it('takes the middle one, or halfway between the two in the middle', () => {
    expect([median([]), median([7]), median([9, 1]), median([3, 100, 1])]).toEqual([null, 7, 5, 3]);
  });
});
