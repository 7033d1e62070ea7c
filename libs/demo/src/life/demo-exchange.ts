import type { Identity } from '#libs/access';
import {
  AcceptExchange,
  AnswerChecklist,
  ConfirmRecoupling,
  DeclineExchange,
  FailLeg,
  InformHousehold,
  ProposeExchange,
  RecordObjection,
  RefuseRecoupling,
  RepairLeg,
  ReverseRecoupling,
  WithdrawExchange,
  type CoaRefusal,
  type Decline,
  type LegFailure,
  type Objection,
  type Repair,
  type Withdrawal,
} from '#libs/exchanges';
import { canonicalJson, idFrom } from '#libs/kernel';
import { demoPerson, official } from './demo-people.js';
import type { DemoDwelling, DemoHousehold, DemoPlan } from './demo-plan.js';
import { inventDwelling, needsOf } from './invention.js';
import { dice } from '../dice.js';

/** A household goes to a dwelling of another municipality. */
export interface DemoLeg {
  readonly household: DemoHousehold;
  readonly dwelling: DemoDwelling;
}

/** From, to, and persons, as one would say it: two persons of Utrecht go to Zeist. */
export type Route = readonly [from: string, to: string, persons: number];

const COORDINATOR = demoPerson('coordinator');
const COA = demoPerson('coa-liaison');

/** An exchange and what people do about it, each so many days before today; what follows of itself, the process manager does. */
export class DemoExchange {
  readonly id: string;
  readonly legs: readonly DemoLeg[];
  readonly #chain: string;

  constructor(
    private readonly plan: DemoPlan,
    readonly name: string,
    /** Days before today, negative. */
    private readonly proposed: number,
    routes: readonly Route[],
    options: { readonly region?: string; readonly by?: Identity; readonly kind?: DemoDwelling['kind'] } = {},
  ) {
    const { region = null, by = COORDINATOR, kind = 'dwelling' } = options;
    this.#chain = `exchange ${name}`;
    this.legs = routes.map((route, i) => this.inventLeg(route, i, kind));
    const proposal = plan.step(
      this.#chain,
      proposed,
      'propose',
      (commandId) =>
        new ProposeExchange(by, commandId, {
          legs: this.legs.map(({ household, dwelling }) => ({
            household: household.id,
            from: household.municipality,
            dwelling: dwelling.id,
            to: dwelling.municipality,
          })),
          region,
        }),
    );
    this.id = idFrom(canonicalJson(['exchange', by.actor, proposal]));
  }

  accept(after: number, ...municipalities: readonly string[]): this {
    for (const name of municipalities) {
      const municipality = this.plan.code(name);
      this.step(after, `accept ${name}`, (id) => {
        return new AcceptExchange(official(municipality), id, { exchange: this.id, municipality });
      });
    }
    return this;
  }

  decline(after: number, name: string, reason: Decline): this {
    const municipality = this.plan.code(name);
    return this.step(after, 'decline', (id) => {
      return new DeclineExchange(official(municipality), id, { exchange: this.id, municipality, reason });
    });
  }

  withdraw(after: number, reason: Withdrawal): this {
    return this.step(after, 'withdraw', (id) => new WithdrawExchange(COORDINATOR, id, { exchange: this.id, reason }));
  }

  /** Every household, or these, hears of it from its own municipality. */
  inform(after: number, ...legs: readonly number[]): this {
    for (const leg of legs.length > 0 ? legs : this.legs.map((_, i) => i + 1)) {
      const by = official(this.leg(leg).household.municipality);
      this.step(after, `inform ${leg}`, (id, on) => new InformHousehold(by, id, { exchange: this.id, leg, on }));
    }
    return this;
  }

  object(after: number, leg: number, reason: Objection): this {
    const by = official(this.leg(leg).household.municipality);
    return this.step(after, 'object', (id, on) => {
      return new RecordObjection(by, id, { exchange: this.id, leg, reason, on });
    });
  }

  confirm(after: number, ...legs: readonly number[]): this {
    for (const leg of legs) {
      const reference = `COA-DEMO-${String(this.proposed + 1_000)}-${leg}`;
      this.step(after, `confirm ${leg}`, (id, on) => {
        return new ConfirmRecoupling(COA, id, { exchange: this.id, leg, on, reference });
      });
    }
    return this;
  }

  refuse(after: number, leg: number, reason: CoaRefusal): this {
    return this.step(after, `refuse ${leg}`, (id, on) => {
      return new RefuseRecoupling(COA, id, { exchange: this.id, leg, reason, on, reference: null });
    });
  }

  reverse(after: number, leg: number): this {
    return this.step(after, `reverse ${leg}`, (id, on) => {
      return new ReverseRecoupling(COA, id, { exchange: this.id, leg, on, reference: null });
    });
  }

  checklist(after: number, leg: number, ...items: readonly string[]): this {
    const { municipality } = this.leg(leg).household;
    return this.step(after, `checklist ${leg}`, (id) => {
      const answers = items.map((item) => ({ item, done: true }));
      return new AnswerChecklist(official(municipality), id, { exchange: this.id, leg, municipality, answers });
    });
  }

  /** The household moves in; of a place in a doorstroomlocatie it stays coupled where it was. */
  place(after: number, leg: number, dwelling = this.leg(leg).dwelling): this {
    const { household } = this.leg(leg);
    const isTransit = dwelling.kind === 'doorstroom';
    this.plan.place(household, this.proposed + after, {
      dwelling,
      kind: isTransit ? 'doorstroom' : 'regular',
      municipality: isTransit ? household.municipality : dwelling.municipality,
      chain: this.#chain,
    });
    return this;
  }

  fail(after: number, leg: number, reason: LegFailure): this {
    const by = official(this.leg(leg).dwelling.municipality);
    return this.step(after, `fail ${leg}`, (id, on) => {
      return new FailLeg(by, id, { exchange: this.id, leg, reason, on });
    });
  }

  repair(after: number, leg: number, repair: Repair, dwelling: DemoDwelling | null = null): this {
    const by = dwelling === null ? COORDINATOR : official(dwelling.municipality);
    return this.step(after, `repair ${leg}`, (id, on) => {
      return new RepairLeg(by, id, { exchange: this.id, leg, repair, dwelling: dwelling?.id ?? null, on });
    });
  }

  /** As all goes well: accepted, told, not objected, confirmed by COA 20 and 22 days after it was proposed. */
  settled(): this {
    const names = [...new Set(this.legs.flatMap(({ household, dwelling }) => [household, dwelling]))];
    const codes = [...new Set(names.map(({ municipality }) => municipality))];
    const called = codes.map((code) => this.plan.municipalities.find((one) => one.code === code)?.name ?? code);
    const numbers = this.legs.map((_, i) => i + 1);
    return this.accept(2, ...called)
      .inform(4)
      .confirm(20, ...numbers.slice(0, 1))
      .confirm(22, ...numbers.slice(1));
  }

  /** Another dwelling of the municipality that a leg goes to, which would also do. */
  another(leg: number): DemoDwelling {
    const { household, dwelling } = this.leg(leg);
    return this.inventDwellingFor(dwelling.municipality, household.persons, 'dwelling');
  }

  step(after: number, what: string, make: Parameters<DemoPlan['step']>[3]): this {
    this.plan.step(this.#chain, this.proposed + after, what, make);
    return this;
  }

  leg(number: number): DemoLeg {
    const leg = this.legs[number - 1];
    if (leg === undefined) throw new Error(`exchange ${this.name} has no leg ${number}`);
    return leg;
  }

  private inventLeg([from, to, persons]: Route, i: number, kind: DemoDwelling['kind']): DemoLeg {
    const chance = dice(`${this.#chain} ${i}`);
    // A list comes in once a week: by then both sides know what they have.
    const coupled = this.proposed - chance.between(12, 32);
    const household = this.plan.household({
      municipality: this.plan.code(from),
      persons,
      coupled,
      permit: coupled - chance.between(7, 20),
      profile: needsOf(persons),
    });
    return { household, dwelling: this.inventDwellingFor(this.plan.code(to), persons, kind, i) };
  }

  private inventDwellingFor(
    municipality: DemoDwelling['municipality'],
    persons: number,
    kind: DemoDwelling['kind'],
    i = 99,
  ): DemoDwelling {
    const chance = dice(`${this.#chain} dwelling ${i}`);
    const listed = this.proposed - chance.between(10, 40);
    return inventDwelling(this.plan, chance, { municipality, persons, listed, kind });
  }
}
