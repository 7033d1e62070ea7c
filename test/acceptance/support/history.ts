import { setTimeout as sleep } from 'node:timers/promises';
import type { Chance } from '../../trust/kafka/seeded.js';
import { instantOrThrow } from '#libs/kernel';
import { HistoryActors, WAIT } from './history-actors.js';
import { offer, receive, SOEST, UTRECHT, ZEIST } from './swap.js';
import type { Answered, SentCommand, TurnedProduct } from './turned-product.js';
import type { SettledCommand } from './wrongly-done.js';

const TOWNS = [UTRECHT, ZEIST, SOEST] as const;
const HOUR = 3_600_000;
/** In hours: longer than a household has to object. */
const A_WEEK_AND_A_DAY = 200;
/** A command takes some milliseconds from end to end: a kill falls before, during or after it. */
const MOST_DELAY_MS = 15;

/**
 * Municipalities, a coordinator and COA at work as chance has it, with households and dwellings of their own: commands that come twice, a clock
 * that jumps, processes that are killed. Nobody waits for what follows by itself, unless they happen to.
 */
export class History {
  readonly settled: SettledCommand[] = [];
  /** Somebody was answered otherwise than the first time. */
  readonly contradictions: string[] = [];
  private readonly actors: HistoryActors;

  constructor(
    private readonly product: TurnedProduct,
    private readonly chance: Chance,
    private readonly name: string,
  ) {
    this.actors = new HistoryActors(product, chance);
  }

  async run(steps: number, kills: number): Promise<void> {
    await this.populate();
    const killAt = new Set(Array.from({ length: kills }, () => this.chance.below(steps)));
    for (let step = 0; step < steps; step++) {
      if (killAt.has(step)) await this.killed();
      else await this.step();
    }
  }

  /** Of each town a single and a family, a small dwelling and a large one. */
  private async populate(): Promise<void> {
    const commands = TOWNS.flatMap((town, n) => [
      receive(`${this.name}-s${n}-0a1b2c3d`, town, 1),
      receive(`${this.name}-f${n}-4e5f6a7b`, town, this.chance.pick([3, 4, 5])),
    ]);
    await Promise.all(
      commands.map(async (command) => {
        await this.send(command);
        const { household, municipality, persons } = command.input;
        this.actors.households.push({
          id: String(household),
          municipality: String(municipality),
          persons: Number(persons),
        });
      }),
    );
    await Promise.all(
      TOWNS.flatMap((town) =>
        [offer(town, `${this.name} klein`, 1, [1, 2]), offer(town, `${this.name} groot`, 4, [1, 6])].map(
          async (command) => {
            const { result } = await this.send(command);
            this.actors.dwellings.push({
              id: String(result?.['id']),
              municipality: town,
              persons: Number(command.input['maxPersons']),
            });
          },
        ),
      ),
    );
  }

  private async step(): Promise<void> {
    const act = weighed<() => Promise<unknown>>(this.chance, [
      [16, () => this.offer()],
      [2, () => this.again()],
      [1, () => this.jump(this.chance.pick([1, 24, 48, A_WEEK_AND_A_DAY, -2]))],
    ]);
    await act();
    if (this.chance.below(3) === 0) await this.product.heard();
  }

  private async offer(): Promise<void> {
    const command = await this.actors.next();
    if (command === null) return;
    if (command === WAIT) return this.jump(A_WEEK_AND_A_DAY);
    const { result } = await this.send(command);
    if (command.mutation === 'exchangePropose' && result !== null)
      this.actors.exchanges.push(String(result['exchange']));
  }

  private async send(command: SentCommand): Promise<Answered> {
    const answer = await this.product.insist(command);
    this.settled.push({ command, answer });
    return answer;
  }

  /** What was done is not done twice, and is answered as it was. */
  private async again(): Promise<void> {
    const accepted = this.settled.filter(({ answer }) => answer.refusal === null);
    if (accepted.length === 0) return;
    const { command, answer } = this.chance.pick(accepted);
    // What changed nothing is not kept: sent again, it is decided again. Whether it may have changed nothing, `wronglyDone` tells.
    if ((await this.product.store.findCommand(`demo:${command.person}`, command.input.commandId)) === null) return;
    const now = await this.product.insist(command);
    if (JSON.stringify(now) !== JSON.stringify(answer)) {
      this.contradictions.push(`${command.mutation}: ${JSON.stringify(answer)} became ${JSON.stringify(now)}`);
    }
  }

  private jump(hours: number): Promise<void> {
    const { clock } = this.product;
    clock.set(instantOrThrow(new Date(Date.parse(clock.now()) + hours * HOUR).toISOString()));
    return Promise.resolve();
  }

  /** Somebody sends a command, and about then a process dies: mostly of those that are needed to answer it. */
  private async killed(): Promise<void> {
    const { product, chance } = this;
    const who = chance.pick(Object.keys(product.shape.processes));
    const delay = chance.below(MOST_DELAY_MS);
    const sending = this.offer();
    await sleep(delay);
    await product.crash(who);
    await sending;
  }
}

function weighed<T>(chance: Chance, choices: readonly (readonly [number, T])[]): T {
  return chance.pick(choices.flatMap(([weight, choice]) => Array.from({ length: weight }, () => choice)));
}
