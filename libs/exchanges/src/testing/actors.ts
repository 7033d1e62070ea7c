import { addDays, dateOf, type LocalDate } from '#libs/kernel';
import { RecordPlacement, type KnownHousehold } from '#libs/koppeling';
import { COA_REFUSALS, DECLINES, LEG_FAILURES, OBJECTIONS, REPAIRS, WITHDRAWALS } from '../domain/exchange.events.js';
import type { KnownExchange } from '../domain/exchange.js';
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
  RequestRecouplings,
  ReverseRecoupling,
  WithdrawExchange,
} from '../features/index.js';
import type { Dice } from './dice.js';
import { noteOn } from './canaries.js';
import { coa, official, operator, type Platform } from './platform.js';
import { EVERYBODY, HOMES } from './town-halls.js';

/** What those who take part would send next, as chance has it: mostly what makes sense, now and then what does not. */
export class Actors {
  #commands = 0;

  constructor(
    private readonly platform: Platform,
    private readonly dice: Dice,
  ) {}

  /** Somebody brings a few households and dwellings together. Null: nothing was there to bring together. */
  async propose(): Promise<object | null> {
    const { dice } = this;
    const homes = dice.shuffled(HOMES);
    const legs: { household: string; from: string; dwelling: string; to: string }[] = [];
    for (const { household } of dice.shuffled(EVERYBODY).slice(0, dice.of([1, 2, 2, 2, 3]))) {
      const known = await this.known(household);
      const from = known?.municipality;
      const to = homes.find(
        ({ dwelling, offer }) =>
          offer.municipality !== from &&
          offer.maxPersons >= (known?.persons ?? 0) &&
          legs.every((leg) => leg.dwelling !== dwelling),
      );
      if (from !== undefined && to !== undefined) {
        legs.push({ household, from, dwelling: to.dwelling, to: to.offer.municipality });
      }
    }
    return legs.length > 0 ? new ProposeExchange(operator, this.id(), { legs }) : null;
  }

  /** Somebody does the next thing with an exchange, or the wrong one. */
  async next(state: KnownExchange): Promise<object> {
    const { dice } = this;
    const { exchange, legs, municipalities, accepted } = state;
    const id = this.id();
    const { leg, from, household } = dice.of(legs);
    const note = dice.isWithin(0.5) ? noteOn(household) : null;
    const on = this.someDay();
    const silent = municipalities.filter((one) => !accepted.includes(one));
    const answers = silent.length > 0 && dice.isWithin(0.95) ? dice.of(silent) : dice.of(municipalities);
    const withdraw = () => new WithdrawExchange(operator, id, { exchange, reason: dice.of(WITHDRAWALS), leg, note });
    const confirm = () =>
      new ConfirmRecoupling(coa, id, { exchange, leg: this.waitsForCoa(state) ?? leg, on, reference: null });
    switch (
      dice.isWithin(0.06) ? dice.of(['proposed', 'reserved', 'requested', 'settled', 'ended'] as const) : state.status
    ) {
      case 'proposed':
        return dice.isWithin(0.93)
          ? new AcceptExchange(official(answers), id, { exchange, municipality: answers })
          : new DeclineExchange(official(answers), id, { exchange, municipality: answers, reason: dice.of(DECLINES) });
      case 'reserved': {
        const untold = legs.find(({ informed }) => informed === null) ?? dice.of(legs);
        return dice.weighed<() => object>([
          [20, () => new InformHousehold(official(untold.from), id, { exchange, leg: untold.leg, on })],
          [1, () => new RecordObjection(official(from), id, { exchange, leg, reason: dice.of(OBJECTIONS), on, note })],
          [2, () => new RequestRecouplings(operator, id, { exchange })],
          [1, withdraw],
        ])();
      }
      case 'requested':
        return dice.weighed<() => object>([
          [20, confirm],
          [
            2,
            () => new RefuseRecoupling(coa, id, { exchange, leg, reason: dice.of(COA_REFUSALS), on, reference: null }),
          ],
          [1, () => new RecordObjection(official(from), id, { exchange, leg, reason: dice.of(OBJECTIONS), on, note })],
          [1, withdraw],
        ])();
      case 'settled':
        return this.afterSettlement(state, id);
      case 'completed':
      case 'ended':
        return dice.weighed<() => object>([
          [3, confirm],
          [
            1,
            () => new RefuseRecoupling(coa, id, { exchange, leg, reason: dice.of(COA_REFUSALS), on, reference: null }),
          ],
          [6, () => new ReverseRecoupling(coa, id, { exchange, leg, on, reference: null })],
        ])();
    }
  }

  private waitsForCoa({ legs }: KnownExchange): number | undefined {
    return legs.find(({ coa: { requestedOn, answer } }) => requestedOn !== null && answer === null)?.leg;
  }

  private async afterSettlement({ exchange, legs }: KnownExchange, id: string): Promise<object> {
    const { dice } = this;
    const { leg, household, dwelling, to, from, course } =
      legs.find((one) => one.course.status === 'open' || one.course.status === 'failed') ?? dice.of(legs);
    const on = this.today;
    const place = async () => {
      const municipality = (await this.known(household))?.municipality ?? to;
      const where = dice.isWithin(0.9) ? dwelling : dice.of(HOMES).dwelling;
      return new RecordPlacement(operator, id, {
        household,
        municipality,
        dwelling: where,
        kind: 'regular',
        movedOn: on,
      });
    };
    if (course.status === 'failed' && dice.isWithin(0.8)) {
      const repair = dice.of(REPAIRS);
      const another = repair === 'another-dwelling' ? dice.of(HOMES).dwelling : null;
      return new RepairLeg(operator, id, { exchange, leg, repair, dwelling: another, on, note: noteOn(household) });
    }
    return dice.weighed<() => Promise<object> | object>([
      [10, place],
      [
        5,
        () => new FailLeg(operator, id, { exchange, leg, reason: dice.of(LEG_FAILURES), on, note: noteOn(household) }),
      ],
      [
        1,
        () =>
          new AnswerChecklist(official(from), id, {
            exchange,
            leg,
            municipality: from,
            answers: [{ item: 'school', done: true }],
          }),
      ],
    ])();
  }

  private get today(): LocalDate {
    return dateOf(this.platform.clock.now());
  }

  private id(): string {
    this.#commands++;
    return `command-${String(this.#commands)}`;
  }

  /** A day at or shortly before today. */
  private someDay(): LocalDate {
    return addDays(this.today, -this.dice.of([0, 0, 0, 1, 2]));
  }

  private async known(id: string): Promise<KnownHousehold | null> {
    const state = await this.platform.household(id);
    return state.status === 'unknown' ? null : state;
  }
}
