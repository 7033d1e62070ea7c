import { idFrom, periodOf, systemClock, today, type LocalDate, type Period } from '#libs/kernel';
import type { Chance } from './seeded.js';

/** A command of the load: the same id and content however often it is sent. */
export interface Command {
  readonly id: string;
  readonly mutation: string;
  readonly inputType: string;
  readonly input: Readonly<Record<string, unknown>>;
  readonly person: 'gemeente-zeist' | 'toezichthouder-utrecht';
  /** Events that it stores when it is accepted; 0: it is to be refused. */
  readonly events: number;
}

/** In which the load moves taakstellingen about; what the province has in all stays the same. */
export const MOVED_PERIOD = '2023-2';
/** The province in which all of the load takes place. */
export const MOVED_SCOPE = 'PV26';
/** After the last announcement of the demo for that period: what is moved then is what counts at its end. */
const MOVED_ON = '2023-12-15';
const ON = '2023-09-05';
/** Of a hundred commands. */
const REFUSED = 5;
const CORRECTIONS = 15;
const MOVES = 5;
/** Of a hundred recordings, those of today. */
const OF_TODAY = 25;
const CORRECTED_AMONG = 20;
/** Persons in one recording. */
const MOST_RECORDED = 5;

const row = (persons: number, on: string) => ({
  municipality: 'GM0355',
  on,
  persons,
  kind: 'regular',
  administration: 'own',
});

/**
 * Makes commands of the kinds that matter: one event in a stream of its own, one more in a stream that is there, one event in each of two streams in
 * one commit, and what is refused.
 */
export class Commands {
  private made = 0;
  private moved = false;
  private moving = false;
  /** Realisations that are there, with their day. */
  private readonly recorded: { readonly id: string; readonly on: string }[] = [];

  constructor(
    private readonly seed: number,
    private readonly chance: Chance,
    /** Two municipalities with their taakstelling in the period. */
    private readonly pair: readonly [Share, Share],
    private readonly day: LocalDate = today(systemClock),
  ) {}

  /**
   * In which what everybody sees of the province moves with each recording of today. Before the current period the demo counts what COA lists, and the load
   * records in our own administration.
   */
  get shownPeriod(): Period {
    return periodOf(this.day);
  }

  next(): Command {
    const roll = this.chance.below(100);
    if (roll < REFUSED) return this.refused();
    if (roll < REFUSED + CORRECTIONS && this.recorded.length > 0) return this.correction();
    if (roll < REFUSED + CORRECTIONS + MOVES && !this.moving) return this.move();
    return this.recording();
  }

  recording(): Command {
    return this.chance.below(100) < OF_TODAY ? this.recordingOfToday() : this.recordingOn(ON);
  }

  recordingOfToday(): Command {
    return this.recordingOn(this.day);
  }

  private recordingOn(on: string): Command {
    const input = { ...row(1 + this.chance.below(MOST_RECORDED), on), source: 'trust' };
    return this.command('realisationRecord', 'RealisationRecordInput', input, 'gemeente-zeist', 1);
  }

  /** To be told of what was accepted: later commands build on it. */
  accepted(command: Command, result: unknown): void {
    if (command.mutation === 'taakstellingRedistribute') this.moving = false;
    if (command.mutation !== 'realisationRecord') return;
    const { id } = result as { readonly id: string };
    this.recorded.push({ id, on: String(command.input['on']) });
  }

  /** To be told of what was refused: it has no effect, so that later commands must not build on it. */
  refusedBack(command: Command): void {
    if (command.mutation !== 'taakstellingRedistribute') return;
    this.moving = false;
    this.moved = !this.moved;
  }

  private correction(): Command {
    // Of the last few, so that streams grow long.
    const { id, on } = this.chance.pick(this.recorded.slice(-CORRECTED_AMONG));
    // The number of the command in it: a correction to what is there already would be no correction.
    const input = { id, becomes: row(MOST_RECORDED + 1 + (this.made % 900), on), reason: `trust ${this.made}` };
    return this.command('realisationCorrect', 'RealisationCorrectInput', input, 'gemeente-zeist', 1);
  }

  /** One person from one municipality to the other, and the next time back. One at a time, since the sum must be right. */
  private move(): Command {
    this.moving = true;
    this.moved = !this.moved;
    const by = this.moved ? 1 : 0;
    const [from, to] = this.pair;
    const input = {
      period: MOVED_PERIOD,
      shares: [
        { municipality: from.municipality, persons: from.persons - by },
        { municipality: to.municipality, persons: to.persons + by },
      ],
      announcedOn: MOVED_ON,
      source: 'trust',
    };
    return this.command(
      'taakstellingRedistribute',
      'TaakstellingRedistributeInput',
      input,
      'toezichthouder-utrecht',
      2,
    );
  }

  private refused(): Command {
    const input = { ...row(-1, ON), source: 'trust' };
    return this.command('realisationRecord', 'RealisationRecordInput', input, 'gemeente-zeist', 0);
  }

  private command(
    mutation: string,
    inputType: string,
    input: Command['input'],
    person: Command['person'],
    events: number,
  ): Command {
    const id = idFrom(`trust ${this.seed} ${this.made++}`);
    return { id, mutation, inputType, input: { commandId: id, ...input }, person, events };
  }
}

/** A municipality and the persons of its taakstelling. */
export interface Share {
  readonly municipality: string;
  readonly persons: number;
}
