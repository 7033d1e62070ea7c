import { RecordPlacement } from '#libs/koppeling';
import { ProposeExchange } from './features/index.js';
import { Dice } from './testing/dice.js';
import { Invariants } from './testing/invariants.js';
import { openPlatform, operator, type Platform, type Start } from './testing/platform.js';
import { populate, soest, zeist } from './testing/town-halls.js';

/** For each pair of people. */
const RACES = Number(process.env['RACES'] ?? 1_000);

describe(`two at the same moment, ${String(RACES)} times`, () => {
  let platform: Platform;
  let start: Start;
  beforeAll(async () => {
    platform = await openPlatform();
    platform.begin();
    await populate(platform);
    start = platform.copy();
  });
  afterAll(() => platform.close());

  const leg = (household: string, dwelling: string) => ({ household, from: soest, dwelling, to: zeist });
  const propose = (who: string, household: string, dwelling: string) =>
    new ProposeExchange({ ...operator, actor: who }, 'c1', { legs: [leg(household, dwelling)] });

  /** Both set out at once, in either order, one of them some turns of the loop later. */
  async function race(seed: number, one: object, other: object): Promise<readonly (readonly string[])[]> {
    platform.begin(start);
    const dice = new Dice(seed);
    const after = async (command: object): Promise<readonly string[]> => {
      for (let turns = dice.whole(0, 60); turns > 0; turns--) await Promise.resolve();
      return platform.refusals(command);
    };
    const [a, b] = dice.isWithin(0.5) ? [one, other] : [other, one];
    const outcomes = await Promise.all([after(a), after(b)]);
    return a === one ? outcomes : [...outcomes].reverse();
  }

  const whole = async (): Promise<readonly string[]> => {
    const invariants = new Invariants();
    invariants.tell(await platform.events());
    return [...invariants.violations, ...invariants.heldByEnded()];
  };

  it.each([
    [
      'the same household',
      ['soest-1', 'zeist-home'],
      ['soest-1', 'zeist-flat'],
      'HOUSEHOLD_HELD input.legs.0.household',
    ],
    ['the same dwelling', ['soest-1', 'zeist-home'], ['soest-4', 'zeist-home'], 'DWELLING_HELD input.legs.0.dwelling'],
  ] as const)(
    'of two coordinators who propose %s one succeeds, and the other hears why not',
    async (_, a, b, code) => {
      const winners = new Set<number>();
      for (let seed = 1; seed <= RACES; seed++) {
        const outcomes = await race(seed, propose('one', a[0], a[1]), propose('other', b[0], b[1]));
        expect([...outcomes].sort((x, y) => x.length - y.length)).toEqual([[], [code]]);
        winners.add(outcomes.findIndex((refusals) => refusals.length === 0));
        expect(await whole()).toEqual([]);
      }
      expect(winners.size).toBe(2);
    },
    600_000,
  );

  it('an owner who places while a coordinator proposes always places: the exchange is refused, or ends', async () => {
    const ways = new Set<string>();
    for (let seed = 1; seed <= RACES; seed++) {
      const place = new RecordPlacement(operator, 'p1', {
        household: 'soest-4',
        municipality: soest,
        dwelling: 'soest-home',
        kind: 'regular',
        movedOn: '2024-05-01',
      });
      const [placed, proposed] = await race(seed, place, propose('one', 'soest-4', 'zeist-home'));
      expect(placed).toEqual([]);
      await platform.react();
      expect(await platform.household('soest-4')).toMatchObject({ status: 'placed', hold: null });
      expect(await platform.dwelling('zeist-home')).toMatchObject({ hold: null });
      expect(await whole()).toEqual([]);
      const ended = (await platform.events()).find(({ type }) => type === 'ExchangeEnded');
      ways.add(JSON.stringify(proposed?.length === 0 ? ended?.data['end'] : proposed));
    }
    expect([...ways].sort()).toEqual(['"OWNER_USED"', '["NOT_COUPLED input.legs.0.household"]']);
  }, 600_000);
});
