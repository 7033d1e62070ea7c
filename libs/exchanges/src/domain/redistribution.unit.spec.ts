import { period } from '#libs/kernel';
import {
  accepted,
  baarn,
  decided,
  declined,
  failed,
  placed,
  proposed,
  repaired,
  share,
  soest,
  told,
  untilReserved,
  untilSettled,
  zeist,
} from './testing/story.js';

const agreed = proposed({ redistribution: [share(soest, 3), share(zeist, -3)] });
const settled = [agreed, ...untilSettled.slice(1)];

describe('the decision on taakstellingen that were agreed with an exchange', () => {
  it('is recorded once the exchange is done, also when everybody has moved in', () => {
    expect(told(settled, decided()).events).toMatchObject([
      { type: 'RedistributionRecorded', period: '2024-1', redistribution: 'r1', municipalities: [soest, zeist] },
    ]);
    const completed = [...settled, placed('soest-4'), placed('zeist-1')];
    expect(told(completed, decided()).types).toEqual(['RedistributionRecorded']);
    expect(told(completed, decided()).state).toMatchObject({ status: 'completed', decisions: { '2024-1': 'r1' } });
  });

  it.each([
    ['is proposed', [agreed]],
    ['waits for COA', [agreed, ...untilReserved.slice(1)]],
    ['was declined', [agreed, accepted(soest), declined(zeist)]],
  ])('does not come while the exchange %s, and tells no supervisor how it stands', (_, story) => {
    expect(told(story, decided()).refusals).toEqual([
      {
        code: 'EXCHANGE_NOT_SETTLED',
        message: 'de uitwisseling waarbij dit is afgesproken, is niet afgehandeld',
        path: ['input', 'exchange'],
      },
    ]);
  });

  it('does not come any more once every household went back, and tells as little', () => {
    const back = (leg: number) => [failed(leg), repaired(leg, { repair: 'return' })];
    expect(told(settled, back(1), decided()).codes).toEqual([]);
    expect(told(settled, back(1), back(2), decided()).refusals).toMatchObject([
      { code: 'EXCHANGE_NOT_SETTLED', message: 'de uitwisseling waarbij dit is afgesproken, is niet afgehandeld' },
    ]);
  });

  it.each([
    ['more than was agreed', [4, -4], 'input.shares.0.persons', { municipality: soest, agreed: 3, decided: 4 }],
    ['the other way round', [-3, 3], 'input.shares.0.persons', { municipality: soest, agreed: 3, decided: -3 }],
  ])('must be the same for each municipality: not %s', (_, [toSoest = 0, toZeist = 0], path, details) => {
    const shares = [
      { municipality: soest, change: toSoest },
      { municipality: zeist, change: toZeist },
    ];
    const { refusals } = told(settled, decided({ shares }));
    expect(refusals.map(({ code }) => code)).toEqual(['REDISTRIBUTION_DIFFERS', 'REDISTRIBUTION_DIFFERS']);
    expect(refusals[0]).toMatchObject({ path: path.split('.'), details });
  });

  it('leaves nobody out, and takes nobody in', () => {
    const shares = [
      { municipality: soest, change: 3 },
      { municipality: baarn, change: -3 },
    ];
    expect(told(settled, decided({ shares })).refusals).toMatchObject([
      { path: ['input', 'shares', '1', 'persons'], details: { municipality: baarn, agreed: 0, decided: -3 } },
      { path: ['input', 'shares'], details: { municipality: zeist, agreed: -3, decided: 0 } },
    ]);
  });

  it('is taken once a period, and only of a period that was agreed upon', () => {
    expect(told(settled, decided(), decided({ redistribution: 'r2' })).refusals).toMatchObject([
      { code: 'REDISTRIBUTION_DECIDED', details: { redistribution: 'r1' } },
    ]);
    expect(told(settled, decided({ period: period('2024-2') })).codes).toEqual(['REDISTRIBUTION_NOT_AGREED']);
    expect(told(untilSettled, decided()).codes).toEqual(['REDISTRIBUTION_NOT_AGREED']);
  });
});
