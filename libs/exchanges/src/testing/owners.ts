import { ChangeDwelling, ReserveDwelling, WithdrawDwelling } from '#libs/dwellings';
import { addDays, dateOf, type LocalDate } from '#libs/kernel';
import {
  ChangePersons,
  ChangeProfile,
  CorrectPlacement,
  EndKoppeling,
  EndStay,
  ForgetHousehold,
  RequestForget,
  MoveHome,
  MoveKoppelingByCoa,
  ReceiveKoppeling,
  RecordPlacement,
  RefuseDwelling,
  type KnownHousehold,
} from '#libs/koppeling';
import { noteOn, profileOf } from './canaries.js';
import type { Dice } from './dice.js';
import { coa, official, operator, type Platform } from './platform.js';
import { EVERYBODY, HOMES, TOWNS } from './town-halls.js';

/** What municipalities do with what is their own, whatever exchanges want, and COA with whom it assigns. */
export class Owners {
  #commands = 0;

  constructor(
    private readonly platform: Platform,
    private readonly dice: Dice,
  ) {}

  async next(): Promise<object | null> {
    const { dice, platform } = this;
    const all = await Promise.all(EVERYBODY.map(({ household }) => platform.household(household)));
    const housed = all.filter((one) => one.status !== 'unknown' && one.placement !== null);
    // Few are housed by the owner: what is done to them afterwards would otherwise hardly be seen.
    const household = housed.length > 0 && dice.isWithin(0.4) ? dice.of(housed) : dice.of(all);
    if (household.status === 'unknown') return null;
    if (dice.isWithin(0.25)) return this.#withDwelling();
    if (household.forgetting !== null && dice.isWithin(0.5)) return this.#forget(household);
    if (household.status === 'ended') return this.#again(household);
    return household.placement === null ? this.#toHouse(household) : this.#housed(household);
  }

  #withDwelling(): object {
    const { dice } = this;
    const id = this.#id();
    const { dwelling, offer } = dice.of(HOMES);
    const { municipality: _m, key: _k, ...terms } = offer;
    const on = this.#today;
    return dice.of([
      () => new WithdrawDwelling(operator, id, { dwelling, on, reason: 'sold' }),
      () => new ReserveDwelling(operator, id, { dwelling, until: addDays(on, 3) }),
      () => new ChangeDwelling(operator, id, { dwelling, ...terms, maxPersons: dice.whole(1, 5) }),
    ])();
  }

  /** One asks, and a second person approves what was asked. */
  #forget({ household, municipality, forgetting }: KnownHousehold): object {
    const of = { household, municipality };
    if (forgetting === null) return new RequestForget(operator, this.#id(), of);
    return new ForgetHousehold({ ...operator, actor: 'local:second' }, this.#id(), of);
  }

  /** COA assigns it anew. */
  #again({ household, persons }: KnownHousehold): object {
    const coupledOn = this.#today;
    const told = { household, persons, permitOn: '2024-04-20', coupledOn, source: 'spec' };
    return new ReceiveKoppeling(coa, this.#id(), { ...told, municipality: this.dice.of(TOWNS) });
  }

  #toHouse(known: KnownHousehold): object {
    const { household, municipality, persons } = known;
    const { dice } = this;
    const id = this.#id();
    const on = this.#today;
    const owned = { household, municipality };
    const note = dice.isWithin(0.5) ? noteOn(household) : null;
    const dwelling = this.#dwellingFor(municipality);
    const kind = dice.of(['regular', 'regular', 'har', 'doorstroom', 'logeer']);
    const wish = { bedrooms: dice.whole(1, 4), notForExchange: dice.isWithin(0.2) };
    const movedOn = this.#someDay();
    return dice.weighed<() => object>([
      [
        5,
        () => new RecordPlacement(official(municipality), id, { ...owned, dwelling, kind: 'regular', movedOn, note }),
      ],
      [2, () => new RecordPlacement(operator, id, { ...owned, kind, movedOn, note, oneOff: null })],
      [2, () => new ChangePersons(operator, id, { ...owned, persons: persons + 1, cause: 'birth', on, note })],
      [2, () => new ChangeProfile(operator, id, { ...owned, profile: profileOf(household, wish) })],
      [2, () => new RefuseDwelling(operator, id, { ...owned, dwelling, on, reason: 'rent', note })],
      [1, () => new EndKoppeling(operator, id, { ...owned, on, reason: 'own-dwelling', note })],
      [1, () => new MoveKoppelingByCoa(coa, id, { household, to: dice.of(TOWNS), on, source: 'spec' })],
      [2, () => this.#forget(known)],
    ])();
  }

  #housed(known: KnownHousehold): object {
    const { household, municipality, persons } = known;
    const { dice } = this;
    const id = this.#id();
    const on = this.#today;
    const owned = { household, municipality };
    const note = dice.isWithin(0.5) ? noteOn(household) : null;
    const dwelling = this.#dwellingFor(municipality);
    const becomes = {
      movedOn: this.#someDay(),
      persons: Math.max(1, persons - dice.of([0, 0, 1])),
      kind: dice.of(['regular', 'regular', 'har', 'logeer']),
    };
    return dice.weighed<() => object>([
      [4, () => new CorrectPlacement(operator, id, { ...owned, becomes, reason: 'agreed-with-coa', note })],
      [2, () => new CorrectPlacement(operator, id, { ...owned, becomes: null, reason: 'did-not-happen', note })],
      [3, () => new ChangePersons(operator, id, { ...owned, persons: persons + 1, cause: 'nareis', on, note })],
      [1, () => new ChangePersons(operator, id, { ...owned, persons: persons - 1, cause: 'left', on, note })],
      [2, () => new MoveHome(operator, id, { ...owned, dwelling, kind: 'regular', movedOn: on, note })],
      [1, () => new EndStay(operator, id, { ...owned, on, reason: 'moved-on', note })],
      [1, () => new RecordPlacement(operator, id, { ...owned, dwelling, kind: 'regular', movedOn: on, note })],
      [2, () => this.#forget(known)],
    ])();
  }

  /** Mostly one that it may use, whoever lives there. */
  #dwellingFor(municipality: string): string {
    const own = HOMES.filter(({ offer }) => offer.municipality === municipality);
    return this.dice.of(own.length > 0 && this.dice.isWithin(0.8) ? own : HOMES).dwelling;
  }

  get #today(): LocalDate {
    return dateOf(this.platform.clock.now());
  }

  #someDay(): LocalDate {
    return addDays(this.#today, -this.dice.of([0, 0, 1, 3, 20]));
  }

  #id(): string {
    this.#commands++;
    return `owner-${String(this.#commands)}`;
  }
}
