/** The code of a projection that cannot handle an event itself; other codes are those of a log that cannot go on. */
export const EVENT_NOT_HANDLED = 'EVENT_NOT_HANDLED';

/**
 * A projection cannot handle an event, or the log cannot deliver it. The projection stands still before that event until its code, or the log, is mended;
 * nothing is skipped.
 */
export class ProjectionHalted extends Error {
  override readonly name = 'ProjectionHalted';
  constructor(
    readonly projection: string,
    /** Position of the event that cannot be handled or delivered. */
    readonly position: number,
    readonly reason: string,
    /** `EVENT_NOT_HANDLED`, or the code of the `LogHalted` that lies behind it. */
    readonly code: string,
  ) {
    super(`projection ${projection} halted at position ${position}: ${reason}`);
  }

  /** It is the log that cannot go on: the same program may do so later, when the log was mended. */
  get byLog(): boolean {
    return this.code !== EVENT_NOT_HANDLED;
  }
}

/**
 * Somebody else moved this generation on, swapped it out or dropped it: whoever gets this is a zombie and must look again at
 * what is live before it writes anything.
 */
export class ProjectionFenced extends Error {
  override readonly name = 'ProjectionFenced';
  constructor(schema: string, detail: string) {
    super(`${schema}: ${detail}`);
  }
}

/** The live tables were made by a newer version of the program than this one: it can neither read nor feed them. */
export class ProjectionNewer extends Error {
  override readonly name = 'ProjectionNewer';
  constructor(projection: string, live: number, own: number) {
    super(`projection ${projection} is live in version ${live}, this program knows version ${own}`);
  }
}

/** Nothing was ever built under this name: no runner has started on this database yet. Ask for `catchUp` first. */
export class ProjectionNotReady extends Error {
  override readonly name = 'ProjectionNotReady';
  constructor(projection: string) {
    super(`projection ${projection} has no tables yet`);
  }
}

/** Another rebuild of the same projection is under way. */
export class RebuildUnderWay extends Error {
  override readonly name = 'RebuildUnderWay';
  constructor(projection: string) {
    super(`projection ${projection} is being rebuilt already`);
  }
}

/** A read model did not come any further for as long as whoever asked would wait: its log, or who feeds it, is away. */
export class ProjectionBehind extends Error {
  override readonly name = 'ProjectionBehind';
  constructor(
    readonly projection: string,
    /** Up to here it holds the log. */
    readonly position: number,
    readonly target: number,
  ) {
    super(`projection ${projection} stays at position ${position} of ${target}`);
  }
}

/** The host was stopped in the middle of this work; it can be started again later. */
export class ProjectionStopped extends Error {
  override readonly name = 'ProjectionStopped';
  constructor() {
    super('the projections were stopped');
  }
}
