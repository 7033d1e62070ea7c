import type { RecordedEvent } from '#libs/event-store';
import { dateOf, daysBetween, instantOrThrow, localDate, type LocalDate } from '#libs/kernel';
import { setTimeout as sleep } from 'node:timers/promises';
import { HeldAppends, type Held } from './held-appends.js';
import { accept, confirm, couldSwap, inform, place, propose, UTRECHT, ZEIST, type Swap } from './swap.js';
import type { Answered, SentCommand, TurnedProduct } from './turned-product.js';

/** Where a process dies in an append: before it is stored, in the middle (it is stored after that death), or after it, with nobody told. */
export const POINTS = ['before', 'during', 'after'] as const;

export interface Crash {
  /** Name of the process. */
  readonly who: string;
  readonly point: (typeof POINTS)[number];
}

export interface Step {
  /** What it stores. */
  readonly event: string;
  /** Null: it follows by itself from the step before it, or from the clock. */
  readonly send: ((swap: Swap & { readonly id: string }, today: LocalDate) => SentCommand) | null;
  /** So much later. */
  readonly days?: number;
}

/** A swap from the proposal to the last move. */
export const STEPS: readonly Step[] = [
  { event: 'ExchangeProposed', send: ({ legs }) => propose(legs) },
  { event: 'ExchangeAccepted', send: ({ id }) => accept(id, UTRECHT) },
  { event: 'ExchangeReserved', send: ({ id }) => accept(id, ZEIST) },
  { event: 'HouseholdInformed', send: ({ id }, today) => inform(id, 1, UTRECHT, today) },
  { event: 'HouseholdInformed', send: ({ id }, today) => inform(id, 2, ZEIST, today) },
  { event: 'RecouplingRequested', send: null, days: 9 },
  { event: 'RecouplingConfirmed', send: ({ id }, today) => confirm('coa', id, 1, today) },
  { event: 'RecouplingConfirmed', send: ({ id }, today) => confirm('coordinator-utrecht', id, 2, today) },
  { event: 'ExchangeSettled', send: null },
  { event: 'HouseholdPlaced', send: ({ family, house }, today) => place(ZEIST, family, house, today) },
  { event: 'HouseholdPlaced', send: ({ single, studio }, today) => place(UTRECHT, single, studio, today) },
  { event: 'ExchangeCompleted', send: null },
];

/** What was stored, by stream: types and data, in which nothing tells whose it is and on which day it began. */
export type ToldLog = Readonly<Record<string, readonly { readonly type: string; readonly data: unknown }[]>>;

/** A retry is on its way to the database within this time; where it is not, it finds the command stored. */
const UNDER_WAY_MS = 50;

/**
 * Tells a swap, with `kill -9` of a process at the steps for which `crashes` names one, each command sent again under its id when it had no
 * answer, and once more when it had. Answers what the log then tells of it.
 * @throws Error when a command is refused, or answered in another way when it is sent again
 */
export async function tellSwap(
  product: TurnedProduct,
  crashes: (step: Step, index: number) => Crash | null,
): Promise<ToldLog> {
  const swap = await couldSwap(product);
  const appends = await HeldAppends.in(product.database.url);
  const telling = new Telling(product, swap, appends);
  try {
    for (const [index, step] of STEPS.entries()) {
      const next = STEPS[index + 1];
      // What follows by itself may do so at once, so it is held before that from which it follows.
      await telling.take(
        step,
        crashes(step, index),
        next?.send === null ? { next, crash: crashes(next, index + 1) } : null,
      );
    }
    await product.settled();
    return await telling.log();
  } finally {
    await appends.close();
  }
}

class Telling {
  private id = '';
  private held: Held | null = null;
  private readonly began: LocalDate;
  private readonly from: number;

  constructor(
    private readonly product: TurnedProduct,
    private readonly swap: Swap,
    private readonly appends: HeldAppends,
  ) {
    this.began = product.clock.today();
    this.from = product.position;
  }

  async take(step: Step, crash: Crash | null, follows: { next: Step; crash: Crash | null } | null): Promise<void> {
    const { product, swap, held } = this;
    const times = STEPS.slice(0, STEPS.indexOf(step) + 1).filter(({ event }) => event === step.event).length;
    const command = step.send?.({ ...swap, id: this.id }, product.clock.today()) ?? null;
    const own = command !== null && crash !== null && takesCommands(product, crash) && crash.point !== 'after';
    const mine = own ? await this.appends.hold(step.event) : held;
    const isHeld = follows !== null && follows.crash !== null && follows.crash.point !== 'after';
    this.held = isHeld ? await this.appends.hold(follows.next.event) : null;
    if (step.days !== undefined) {
      // The term that it is turned to stands once it was heard of.
      await product.settled();
      product.clock.turn(step.days);
    }
    const stored = (): Promise<void> => this.stored(step.event, times);
    if (command === null) return crash === null ? stored() : this.strike(crash, mine, stored, stored);
    const first = await this.send(command, crash, mine, stored);
    const again = await product.insist(command);
    if (first.refusal !== null) throw new Error(`${command.mutation} was refused: ${first.refusal.code}`);
    if (JSON.stringify(again) !== JSON.stringify(first)) {
      throw new Error(`${command.mutation}: ${JSON.stringify(first)} became ${JSON.stringify(again)}`);
    }
    if (typeof first.result?.['exchange'] === 'string') this.id = first.result['exchange'];
  }

  private async send(
    command: SentCommand,
    crash: Crash | null,
    held: Held | null,
    stored: () => Promise<void>,
  ): Promise<Answered> {
    const { product } = this;
    if (crash === null) return product.insist(command);
    if (!takesCommands(product, crash)) {
      const answer = await product.insist(command);
      await product.crash(crash.who);
      return answer;
    }
    const unheard = product.attempt(command).catch(() => null);
    const answer = await this.strike(crash, held, stored, () => product.insist(command));
    await unheard;
    return answer;
  }

  /** Kills the process at that point, starts it again, and does what is then done again. */
  private async strike<T>(
    crash: Crash,
    held: Held | null,
    stored: () => Promise<void>,
    again: () => Promise<T>,
  ): Promise<T> {
    const member = this.product.member(crash.who);
    if (held === null) await stored();
    else await held.reached();
    await member.kill();
    if (crash.point === 'before') await held?.cut();
    await member.start();
    const doing = again();
    if (crash.point === 'during') {
      await sleep(UNDER_WAY_MS);
      await held?.letGo();
    }
    return doing;
  }

  private async count(event: string): Promise<number> {
    const { rows } = await this.product.database.pool.query<{ readonly count: number }>(
      'select count(*)::int as count from event where type = $1 and position > $2',
      [event, this.from],
    );
    return rows[0]?.count ?? 0;
  }

  private async stored(event: string, times: number): Promise<void> {
    for (let tries = 0; (await this.count(event)) < times; tries++) {
      if (tries === 10_000) throw new Error(`${event} did not come`);
      await sleep(3);
    }
  }

  async log(): Promise<ToldLog> {
    const { family, single, studio, house } = this.swap;
    const names = Object.entries({ family, single, studio, house, exchange: this.id });
    const plain = (text: string): string =>
      names
        .reduce((told, [name, id]) => told.replaceAll(id, name), text)
        .replaceAll(/\b[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/g, '(id)')
        .replaceAll(/"s1\.[\w-]+\.[\w-]+"/g, '"(sealed)"')
        .replaceAll(/woning \d+/g, 'woning')
        .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, (moment) => this.day(dateOf(instantOrThrow(moment))))
        .replaceAll(/\b\d{4}-\d\d-\d\d\b/g, (day) => this.day(localDate(day)));
    const log: Record<string, { type: string; data: unknown }[]> = {};
    const ours = ({ stream }: RecordedEvent): boolean => names.some(([, id]) => stream.endsWith(`-${id}`));
    for (const { stream, type, data } of (await this.product.events()).filter(ours)) {
      (log[plain(stream)] ??= []).push({ type, data: JSON.parse(plain(JSON.stringify(data))) as unknown });
    }
    return log;
  }

  /** Days that were before the story are the same in each telling. */
  private day(date: LocalDate): string {
    const days = daysBetween(this.began, date);
    return days < 0 ? date : `day ${days}`;
  }
}

const takesCommands = ({ shape }: TurnedProduct, { who }: Crash): boolean => Object.keys(shape.processes)[0] === who;
