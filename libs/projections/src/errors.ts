/** A projection cannot handle an event. It stands still before that event until its code is mended; nothing is skipped. */
export class ProjectionHalted extends Error {
  override readonly name = 'ProjectionHalted';
  constructor(
    readonly projection: string,
    /** Position of the event that cannot be handled. */
    readonly position: number,
    readonly reason: string,
  ) {
    super(`projection ${projection} halted at position ${position}: ${reason}`);
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

/** The host was stopped in the middle of this work; it can be started again later. */
export class ProjectionStopped extends Error {
  override readonly name = 'ProjectionStopped';
  constructor() {
    super('the projections were stopped');
  }
}
