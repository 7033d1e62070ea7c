import { StoreUnavailable } from '#libs/event-store';
import { instantOrThrow, type Instant } from '#libs/kernel';
import { Actors } from './actors.js';
import { Dice } from './dice.js';
import { Invariants } from './invariants.js';
import type { Platform } from './platform.js';
import { populate } from './town-halls.js';

const HOUR = 3_600_000;
const later = (instant: Instant, ms: number): Instant =>
  instantOrThrow(new Date(Date.parse(instant) + ms).toISOString());

/** What a history shows: nothing in `violations` where all is well. */
export interface History {
  readonly violations: readonly string[];
  /** How often each type of event was stored: shows whether the history got anywhere. */
  readonly counts: ReadonlyMap<string, number>;
}

/**
 * Municipalities, a coordinator, COA and the process manager at work beside each other, each as chance has it: under a clock that jumps,
 * with commands that come twice, processes that die before or after they stored something, a process manager that lags and is given
 * events again. After each step the invariants are asked of every commit; at the end everything runs out.
 */
export async function runHistory(platform: Platform, seed: number, steps: number): Promise<History> {
  const history = new OneHistory(platform, new Dice(seed));
  await history.begin();
  for (let step = 0; step < steps && history.violations.length === 0; step++) await history.step();
  if (history.violations.length === 0) await history.runOut();
  return history;
}

class OneHistory implements History {
  readonly counts = new Map<string, number>();
  readonly #invariants = new Invariants();
  readonly #sent: object[] = [];
  /** Of which the outcome is unknown: whoever sent them sends them again. */
  readonly #unanswered: object[] = [];
  readonly #exchanges = new Set<string>();
  readonly #over = new Set<string>();
  #told = 0;
  private readonly actors: Actors;

  constructor(
    private readonly platform: Platform,
    private readonly dice: Dice,
  ) {
    this.actors = new Actors(platform, dice);
  }

  get violations(): string[] {
    return this.#invariants.violations;
  }

  async begin(): Promise<void> {
    const { platform, dice } = this;
    platform.begin();
    await populate(platform);
    platform.store.crash(() => (dice.isWithin(0.04) ? dice.of(['before', 'after'] as const) : null));
    await this.listen();
  }

  async step(): Promise<void> {
    const { dice } = this;
    const act = dice.weighed<() => Promise<void>>([
      [8, () => this.offer(this.actors.propose())],
      [56, () => this.goOn()],
      [6, () => this.offer(this.actors.owner())],
      [12, () => this.manage()],
      [6, () => this.turnClock()],
      [6, () => this.aWeekLater()],
      [4, () => this.again()],
      [4, () => this.unanswered()],
    ]);
    await act();
    await this.listen();
  }

  /** Everything that can still happen by itself happens: then nothing may be held by what ended. */
  async runOut(): Promise<void> {
    const { platform } = this;
    platform.store.crash(() => null);
    for (const command of this.#unanswered.splice(0)) await this.send(command);
    for (let round = 0; round < 200; round++) {
      await platform.react();
      await platform.fireDue();
      const next = platform.nextTerm();
      const before = this.#told;
      await this.listen();
      if (next === null && before === this.#told) break;
      if (next !== null && next > platform.clock.now()) platform.clock.set(next);
    }
    this.violations.push(...this.#invariants.heldByEnded());
    for (const id of this.#exchanges) await this.mustHaveGoneOn(id);
  }

  /** What waits for nobody, may not wait. */
  private async mustHaveGoneOn(id: string): Promise<void> {
    const state = await this.platform.exchange(id);
    if (state.status === 'unknown') return;
    const legs = state.legs.filter(({ kind }) => kind === 'recoupling');
    if (state.status === 'proposed') this.violations.push(`exchange ${id} did not expire`);
    if (state.status === 'reserved' && state.legs.every(({ informed }) => informed !== null)) {
      this.violations.push(`exchange ${id} was not requested of COA`);
    }
    if (state.status === 'requested' && legs.every(({ coa: { answer } }) => answer?.kind === 'confirmed')) {
      this.violations.push(`exchange ${id} was not settled`);
    }
    for (const leg of state.legs) {
      const household = await this.platform.household(leg.household);
      const placement = household.status === 'unknown' ? null : household.placement;
      if (state.status !== 'settled' || placement === null || placement.dwelling !== leg.dwelling) continue;
      if (leg.course.status !== 'placed') this.violations.push(`exchange ${id} did not hear of leg ${leg.leg}`);
    }
  }

  private async listen(): Promise<void> {
    const events = await this.platform.events(this.#told);
    this.#invariants.tell(events);
    for (const { type, data, position } of events) {
      this.#told = position;
      this.counts.set(type, (this.counts.get(type) ?? 0) + 1);
      const { exchange } = data;
      if (typeof exchange !== 'string') continue;
      if (type === 'ExchangeProposed') this.#exchanges.add(exchange);
      if (type === 'ExchangeEnded' || type === 'ExchangeCompleted') this.#over.add(exchange);
    }
  }

  private async offer(command: Promise<object | null>): Promise<void> {
    const asked = await command;
    if (asked !== null) await this.send(asked);
  }

  private async send(command: object): Promise<void> {
    this.#sent.push(command);
    try {
      await this.platform.run(command);
    } catch (error) {
      if (!(error instanceof StoreUnavailable)) throw error;
      this.#unanswered.push(command);
    }
  }

  /** Somebody does the next thing, or the wrong thing, with an exchange. */
  private async goOn(): Promise<void> {
    if (this.#exchanges.size === 0) return this.offer(this.actors.propose());
    const state = await this.platform.exchange(this.whichExchange());
    if (state.status !== 'unknown') await this.offer(this.actors.next(state));
  }

  /** Mostly one that goes on: most exchanges would otherwise be over before they were settled. */
  private whichExchange(): string {
    const alive = [...this.#exchanges].filter((id) => !this.#over.has(id));
    return alive.length > 0 && this.dice.isWithin(0.9) ? this.dice.of(alive) : this.dice.of([...this.#exchanges]);
  }

  /** The process manager, as far as it comes before it dies. */
  private async manage(): Promise<void> {
    const { dice, platform } = this;
    if (dice.isWithin(0.15)) platform.redeliver(dice.whole(1, 20));
    try {
      await platform.react(dice.isWithin(0.5) ? dice.whole(1, 6) : undefined);
      if (dice.isWithin(0.6)) await platform.fireDue();
    } catch (error) {
      if (!(error instanceof StoreUnavailable)) throw error;
    }
  }

  private turnClock(): Promise<void> {
    const { clock } = this.platform;
    const by = this.dice.of([1, 6, 24, 48, 96, -2]) * HOUR;
    clock.set(later(clock.now(), by));
    return Promise.resolve();
  }

  /** Long enough for every household to have had its say. */
  private async aWeekLater(): Promise<void> {
    const { clock } = this.platform;
    clock.set(later(clock.now(), 200 * HOUR));
    await this.manage();
  }

  private async again(): Promise<void> {
    if (this.#sent.length > 0) await this.send(this.dice.of(this.#sent));
  }

  private async unanswered(): Promise<void> {
    const command = this.#unanswered.shift();
    if (command !== undefined) await this.send(command);
  }
}
