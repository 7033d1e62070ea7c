import { localDate } from '#libs/kernel';
import { HouseholdResolver } from './read-household/household.resolver.js';
import { openDesk, who, type Desk } from './testing/desk.js';
import { about, SOEST, UTRECHT, ZEIST } from './testing/told.js';

const soest = who('municipality', SOEST);
const zeist = who('municipality', ZEIST);
const h = about('h-1');

describe('the clock of the permit', () => {
  let desk: Desk;
  beforeEach(async () => {
    desk = await openDesk('2023-06-01T10:00:00Z');
  });
  afterEach(() => desk.close());
  const household = (identity = soest, id = 'h-1') => desk.app.get(HouseholdResolver).household(identity, { id });

  it('counts down to 12 weeks after it, with the steps as deadlines', async () => {
    await desk.tell(h.received({ permitOn: '2023-05-01', coupledOn: '2023-05-08' }));
    expect((await household()).clock).toEqual({
      asOf: '2023-06-01',
      dueOn: '2023-07-24',
      daysLeft: 53,
      daysLate: 0,
      daysLateTakenOver: 0,
      daysLateHere: 0,
      stoppedOn: null,
      steps: [
        { step: 'koppeling', dueOn: '2023-05-15', doneOn: '2023-05-08' },
        { step: 'dwelling', dueOn: '2023-07-24', doneOn: null },
        { step: 'move', dueOn: '2023-08-07', doneOn: null },
      ],
      policy: '1',
    });
  });

  it('reads 0 days left on the day itself, and late from the day after', async () => {
    await desk.tell(
      ...['2023-03-08', '2023-03-09', '2023-03-10'].map((permitOn) => about(permitOn).received({ permitOn })),
    );
    expect((await household(soest, '2023-03-10')).clock).toMatchObject({ daysLeft: 1, daysLate: 0 });
    expect((await household(soest, '2023-03-09')).clock).toMatchObject({ daysLeft: 0, daysLate: 0 });
    expect((await household(soest, '2023-03-08')).clock).toMatchObject({ daysLeft: null, daysLate: 1 });
  });

  it('does not begin anew with a recoupling: lateness that came along is told apart', async () => {
    // Due on 27 March; 15 days late when it came to Zeist, 51 since.
    await desk.tell(h.received({ permitOn: '2023-01-02' }), h.moved(SOEST, ZEIST, '2023-04-11'));
    expect((await household(zeist)).clock).toMatchObject({
      dueOn: '2023-03-27',
      daysLate: 66,
      daysLateTakenOver: 15,
      daysLateHere: 51,
    });
  });

  it('does not let a municipality shed its own lateness by an exchange and a return', async () => {
    // 15 days in Soest, 20 in Zeist, 31 in Soest again.
    await desk.tell(
      h.received({ permitOn: '2023-01-02' }),
      h.moved(SOEST, ZEIST, '2023-04-11'),
      h.moved(ZEIST, SOEST, '2023-05-01'),
    );
    expect((await household()).clock).toMatchObject({ daysLate: 66, daysLateTakenOver: 20, daysLateHere: 46 });
  });

  it('takes a recoupling that was told of too late for what it was', async () => {
    await desk.tell(
      h.received({ permitOn: '2023-01-02' }),
      h.moved(SOEST, ZEIST, '2023-05-20'),
      h.moved(ZEIST, UTRECHT, '2023-04-11'),
    );
    const seen = await household(who('municipality', UTRECHT));
    expect(seen.clock).toMatchObject({ daysLate: 66, daysLateTakenOver: 15, daysLateHere: 51 });
  });

  it('stops on the day of the move', async () => {
    await desk.tell(
      h.received({ permitOn: '2023-01-02' }),
      h.placed(h.stayed('s-1', '2023-04-01', { readyOn: localDate('2023-03-20') })),
    );
    expect((await household()).clock).toMatchObject({
      daysLeft: null,
      daysLate: 5,
      stoppedOn: '2023-04-01',
      steps: [{}, { doneOn: '2023-03-20' }, { doneOn: '2023-04-01' }],
    });
  });

  it('goes on for those who did not move yet', async () => {
    await desk.tell(h.received({ permitOn: '2023-01-02' }), h.placed(h.stayed('s-1', '2023-04-01'), 1));
    expect(await household()).toMatchObject({
      status: 'partly-placed',
      toHouse: 3,
      clock: { daysLate: 66, stoppedOn: null },
    });
  });

  it('is set by the policy that held on the day of the permit', async () => {
    await desk.adopt('2', '2023-04-01', { housingTermDays: 98 });
    await desk.tell(h.received({ permitOn: '2023-03-31' }), about('h-2').received({ permitOn: '2023-04-01' }));
    expect((await household()).clock).toMatchObject({ dueOn: '2023-06-23', policy: '1' });
    expect((await household(soest, 'h-2')).clock).toMatchObject({ dueOn: '2023-07-08', policy: '2' });
  });

  it('is not known of a permit from before all policy', async () => {
    await desk.tell(h.received({ permitOn: '2014-12-31' }));
    expect((await household()).clock).toBeNull();
  });
});
