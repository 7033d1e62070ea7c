import { dwellingStream } from '#libs/dwellings';
import type { Sitting, StreamId } from '#libs/event-store';
import { ok, refuse, type IdSource, type Result } from '#libs/kernel';
import { householdStream } from '#libs/koppeling';
import { exchangeStream, type ExchangeLeg } from '../domain/exchange.events.js';
import type { ExchangeCommand } from '../domain/exchange.commands.js';
import type { Exchange, KnownExchange } from '../domain/exchange.js';
import { consequences } from './consequences.js';
import { Holdings, type Moment } from './holdings.js';
import { exchanges } from './stored-exchanges.js';

export type Held = Pick<ExchangeLeg, 'household' | 'dwelling'>;

/** Every stream that a command on this exchange may read or write. */
export const streamsOf = (exchange: string, legs: readonly Held[]): readonly StreamId[] => [
  exchangeStream(exchange),
  ...legs.map(({ household }) => householdStream(household)),
  ...legs.map(({ dwelling }) => dwellingStream(dwelling)),
];

/** An exchange at one table with its households and dwellings. */
export class ExchangeSitting extends Holdings {
  constructor(
    sitting: Sitting,
    ids: IdSource,
    moment: Moment,
    private readonly exchange: string,
    /** Of the legs as they were when the streams were read. */
    private readonly dwellingsRead: ReadonlySet<string>,
  ) {
    super(sitting, ids, moment);
  }

  state(): Exchange {
    return this.sitting.state(exchanges(this.ids), exchangeStream(this.exchange));
  }

  /**
   * Decides on the exchange, and carries through what that means for what it holds. `check` is asked in between: whether what was
   * decided still fits.
   */
  decide(
    command: ExchangeCommand,
    check: (after: KnownExchange) => Result<true> = () => ok(true),
  ): Result<KnownExchange> {
    const before = this.state();
    if (before.status !== 'unknown' && before.legs.some(({ dwelling }) => !this.dwellingsRead.has(dwelling))) {
      // A leg got another dwelling since: its stream was not read.
      return refuse('VERSION_CONFLICT', 'Iemand anders was eerder: haal de laatste stand op en probeer het opnieuw');
    }
    const decided = this.sitting.decide(exchanges(this.ids), exchangeStream(this.exchange), command);
    if (!decided.ok) return decided;
    const after = decided.value;
    if (after.status === 'unknown') throw new Error(`exchange ${this.exchange} is unknown after ${command.type}`);
    const checked = check(after);
    if (!checked.ok) return checked;
    const carried = consequences(this, before, after);
    return carried.ok ? ok(after) : carried;
  }
}
