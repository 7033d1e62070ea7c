import { StoreUnavailable } from '#libs/event-store';
import { instantOrThrow, type Instant } from '#libs/kernel';
import { Actors } from './actors.js';
import { Dice } from './dice.js';
import { Invariants } from './invariants.js';
import { betrayedBy } from './canaries.js';
import { figuresViolations } from './figures.js';
import { Owners } from './owners.js';
import type { Platform, Start } from './platform.js';
import { SeenSharing } from './seen-sharing.js';
import { LOOKERS } from './sight.js';

const HOUR = 3_600_000;
const later = (instant: Instant, ms: number): Instant =>
  instantOrThrow(new Date(Date.parse(instant) + ms).toISOString());

/** What a history shows: nothing in `violations` where all is well. */
export interface History {
  readonly violations: readonly string[];
  /** How often each type of event was stored, and what came of each look: shows whether the history got anywhere. */
  readonly counts: ReadonlyMap<string, number>;
}

/**
 * Municipalities, a coordinator, COA and the process manager at work beside each other, each as chance has it: under a clock that jumps,
 * with commands that come twice, processes that die before or after they stored something, a process manager that lags and is given
 * events again. After each step the invariants are asked of every commit; at the end everything runs out.
 */
export async function runHistory(platform: Platform, start: Start, seed: number, steps: number): Promise<History> {
  const history = new OneHistory(platform, new Dice(seed));
  await history.begin(start);
  const look = history.dice.whole(0, steps);
  for (let step = 0; step < steps && history.violations.length === 0; step++) {
    await history.step();
    if (step === look || history.isTelling()) await history.look();
  }
  if (history.violations.length === 0) await history.runOut();
  if (look === steps) await history.look();
  return history;
}

/** After these somebody no longer sees what they saw: a good moment to look. */
const TELLING: ReadonlySet<string> = new Set([
  'KoppelingMoved',
  'LegPlaced',
  'LegRepaired',
  'ExchangeCompleted',
  'HouseholdForgotten',
]);

class OneHistory implements History {
  readonly counts = new Map<string, number>();
  readonly #invariants = new Invariants();
  readonly #sharing = new SeenSharing();
  readonly #sent: object[] = [];
  /** Of which the outcome is unknown: whoever sent them sends them again. */
  readonly #unanswered: object[] = [];
  readonly #exchanges = new Set<string>();
  readonly #over = new Set<string>();
  readonly #forgotten = new Set<string>();
  #told = 0;
  #looked = 0;
  #isTelling = false;
  private readonly actors: Actors;
  private readonly owners: Owners;

  constructor(
    private readonly platform: Platform,
    readonly dice: Dice,
  ) {
    this.actors = new Actors(platform, dice);
    this.owners = new Owners(platform, dice);
  }

  get violations(): string[] {
    return this.#invariants.violations;
  }

  async begin(start: Start): Promise<void> {
    const { platform, dice } = this;
    platform.begin(start);
    platform.store.crash(() => (dice.isWithin(0.04) ? dice.of(['before', 'after'] as const) : null));
    await this.listen();
    this.#looked = this.#told;
  }

  async step(): Promise<void> {
    const { dice } = this;
    const act = dice.weighed<() => Promise<void>>([
      [8, () => this.offer(this.actors.propose())],
      [56, () => this.goOn()],
      [10, () => this.offer(this.owners.next())],
      [12, () => this.manage()],
      [6, () => this.turnClock()],
      [6, () => this.aWeekLater()],
      [4, () => this.again()],
      [4, () => this.unanswered()],
    ]);
    await act();
    await this.listen();
  }

  /** Whether to look now, after what just happened: now and then, since looking takes long. */
  isTelling(): boolean {
    const isSo = this.#isTelling && this.dice.isWithin(0.3);
    this.#isTelling = false;
    return isSo;
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
    this.violations.push(...figuresViolations(await platform.events(), this.dice, (what) => this.count(what)));
    for (const id of this.#exchanges) await this.mustHaveGoneOn(id);
    for (const household of this.#forgotten) {
      if (await this.platform.hasKey(household)) this.violations.push(`${household} can still be read of`);
    }
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
    this.#sharing.tell(events);
    for (const event of events) {
      const { type, data, position } = event;
      this.#told = position;
      this.count(type);
      if (TELLING.has(type)) this.#isTelling = true;
      if (betrayedBy(JSON.stringify(event)).length > 0) this.violations.push(`${type} tells what is sealed`);
      const { exchange, household } = data;
      if (type === 'HouseholdForgotten' && typeof household === 'string') this.#forgotten.add(household);
      if (typeof exchange !== 'string') continue;
      if (type === 'ExchangeProposed') this.#exchanges.add(exchange);
      if (type === 'ExchangeEnded' || type === 'ExchangeCompleted') this.#over.add(exchange);
    }
  }

  private count(what: string): void {
    this.counts.set(what, (this.counts.get(what) ?? 0) + 1);
  }

  /** Some people look at all households and exchanges [quality.md §1, invariant 9]. */
  async look(): Promise<void> {
    const { sight } = this.platform;
    sight.tell(await this.platform.events(this.#looked));
    this.#looked = this.#told;
    const lookers = this.dice.shuffled(LOOKERS).slice(0, 3);
    this.violations.push(...(await sight.violations(this.#sharing, lookers, (what) => this.count(what))));
  }

  private async offer(command: Promise<object | null>): Promise<void> {
    const asked = await command;
    if (asked !== null) await this.send(asked);
  }

  private async send(command: object): Promise<void> {
    this.#sent.push(command);
    try {
      const outcome = await this.platform.run(command);
      if (outcome.ok && betrayedBy(JSON.stringify(outcome.value)).length > 0) {
        this.violations.push(`what is answered to ${command.constructor.name}, and kept, tells what is sealed`);
      }
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
    // What was claimed may be free by now, though nobody said so yet.
    this.#isTelling = this.dice.isWithin(0.5);
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
