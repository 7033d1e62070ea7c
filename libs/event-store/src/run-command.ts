import { canonicalJson, idLooksPersonal, ok, refuse, refused, sha256, type JsonValue, type Result } from '#libs/kernel';
import { EventTooLarge, TextNotStorable } from './errors.js';
import type {
  AppendOutcome,
  CommandMeta,
  EventStore,
  NewEvent,
  RecordedEvent,
  StreamAppend,
  StreamId,
} from './event-store.js';
import { MOST_EVENT_BYTES, MOST_NAME_LENGTH } from './prepared-append.js';

/** The answer to a command that was accepted. */
export interface Commanded<T> {
  /** Position of the last event of the command; the head of the log when nothing had to be stored. */
  readonly position: number;
  readonly result: T;
  /** True when the same command was carried out before: this is the answer it got then. */
  readonly repeated: boolean;
}

/** What a command does to its streams, and what is answered. */
export interface Decided<T> {
  readonly append: readonly { readonly stream: StreamId; readonly events: readonly NewEvent[] }[];
  readonly result: T;
}

export interface CommandSpec<T extends JsonValue> {
  readonly command: { readonly id: string; readonly content: JsonValue };
  readonly meta: CommandMeta;
  /** Loaded and handed to `decide`, in order of position. None of them may move on before the append. */
  readonly streams: readonly StreamId[];
  /**
   * The streams are most likely new: the command is first decided as if they were empty, without a trip to the database. The append finds out when they
   * are not; the command is then decided again on what stands there.
   */
  readonly likelyNew?: boolean;
  /** Version of the one stream that the caller has seen; the command is then not tried again when it moved on. */
  readonly expectedVersion?: number;
  /** Pure. An event for a stream that was not loaded is appended whatever stands there. */
  decide(history: readonly RecordedEvent[]): Result<Decided<T>>;
}

/**
 * How often a command is decided again because a stream moved on in between. Under fair contention of n writers on one
 * stream each round lets one through; beyond this the caller hears of it rather than waits.
 */
const MOST_ATTEMPTS = 100;

const COMMAND_ID = ['input', 'commandId'];

/**
 * Carries out a command once: loads, decides, appends on the versions it read, and decides again when somebody was
 * quicker. A command that was carried out before gets the answer it got then.
 *
 * Refusals: those of `decide`; `COMMAND_REUSED` (this actor used the id for another content), `VERSION_CONFLICT`
 * (details `stream`, `expected`, `actual`), `TEXT_INVALID` (text that cannot be kept), `EVENT_TOO_LARGE`
 * (details `bytes`, `most`), `COMMAND_ID_INVALID`, `PERSONAL_DATA_SUSPECTED` (in the id). Refusals are not stored. Rejects with `StoreUnavailable` when the outcome is unknown: run the same command again.
 */
export async function runCommand<T extends JsonValue>(
  store: EventStore,
  spec: CommandSpec<T>,
): Promise<Result<Commanded<T>>> {
  const { command } = spec;
  if (spec.expectedVersion !== undefined && spec.streams.length !== 1) {
    throw new RangeError('an expected version belongs to exactly one stream');
  }
  if (command.id === '' || command.id.length > MOST_NAME_LENGTH) {
    return refuse('COMMAND_ID_INVALID', `commandId moet 1 tot ${MOST_NAME_LENGTH} tekens lang zijn`, COMMAND_ID);
  }
  if (!isStorable(command.id)) return textInvalid(COMMAND_ID);
  if (idLooksPersonal(command.id)) {
    return refuse('PERSONAL_DATA_SUSPECTED', 'commandId lijkt een BSN of V-nummer te bevatten', COMMAND_ID);
  }
  const contentHash = sha256(canonicalJson(command.content));
  try {
    const outcome = await decideAndAppend(store, spec, contentHash);
    // The append itself knows a command that was carried out before. What never came to an append is looked up here: the
    // state may have moved on since, so that the very same command would now be refused, or have nothing left to do.
    return outcome.appended ? outcome.answer : ((await answeredBefore(store, spec, contentHash)) ?? outcome.answer);
  } catch (error) {
    if (error instanceof TextNotStorable) return textInvalid(['input']);
    if (error instanceof EventTooLarge) return (await answeredBefore(store, spec, contentHash)) ?? eventTooLarge(error);
    throw error;
  }
}

/** The answer to this command if it was carried out before; null if it never was. */
async function answeredBefore<T extends JsonValue>(
  store: EventStore,
  { command, meta }: CommandSpec<T>,
  contentHash: string,
): Promise<Result<Commanded<T>> | null> {
  const known = await store.findCommand(meta.actor, command.id);
  if (known === null) return null;
  return known.contentHash === contentHash
    ? ok({ position: known.position, result: known.result as T, repeated: true })
    : commandReused();
}

interface Outcome<T> {
  readonly answer: Result<Commanded<T>>;
  /** Whether the store was asked to append, and so looked at the command's id. */
  readonly appended: boolean;
}

async function decideAndAppend<T extends JsonValue>(
  store: EventStore,
  spec: CommandSpec<T>,
  contentHash: string,
): Promise<Outcome<T>> {
  const withoutAppend = (answer: Result<Commanded<T>>): Outcome<T> => ({ answer, appended: false });
  const { command, meta, expectedVersion } = spec;
  for (let attempt = 1; ; attempt++) {
    const guessed = attempt === 1 && spec.likelyNew === true && expectedVersion === undefined;
    const history = guessed ? [] : await store.readStreams(spec.streams);
    const versions = new Map(spec.streams.map((stream) => [stream, 0]));
    for (const { stream, version } of history) versions.set(stream, version);
    const [only] = spec.streams;
    if (expectedVersion !== undefined && only !== undefined && versions.get(only) !== expectedVersion) {
      return withoutAppend(versionConflict(only, expectedVersion, versions.get(only) ?? 0));
    }
    const decided = spec.decide(history);
    // What was refused, or came to nothing, on a guess may be otherwise on what stands there.
    if (guessed && !(decided.ok && decided.value.append.some(({ events }) => events.length > 0))) continue;
    if (!decided.ok) return withoutAppend(decided);
    const { append, result } = decided.value;
    if (append.every(({ events }) => events.length === 0)) {
      return withoutAppend(ok({ position: (await store.head()).position, result, repeated: false }));
    }
    const outcome = await store.append({
      command: { id: command.id, contentHash },
      meta,
      streams: onVersions(append, versions),
      result,
    });
    const answer = answerTo<T>(outcome);
    const conflict = outcome.kind === 'version-conflict';
    if (!conflict || expectedVersion !== undefined || attempt === MOST_ATTEMPTS) return { answer, appended: true };
  }
}

/** The appends on the versions that were read; a stream that was only read is a condition without events. */
function onVersions(append: Decided<JsonValue>['append'], versions: ReadonlyMap<StreamId, number>): StreamAppend[] {
  const events = new Map<StreamId, NewEvent[]>([...versions.keys()].map((stream) => [stream, []]));
  for (const each of append) events.set(each.stream, [...(events.get(each.stream) ?? []), ...each.events]);
  return [...events].map(([stream, of]) => ({ stream, expected: versions.get(stream) ?? 'any', events: of }));
}

function answerTo<T extends JsonValue>(outcome: AppendOutcome): Result<Commanded<T>> {
  switch (outcome.kind) {
    case 'appended':
    case 'repeated':
      return ok({
        position: outcome.position,
        result: outcome.result as T,
        repeated: outcome.kind === 'repeated',
      });
    case 'command-reused':
      return commandReused();
    case 'version-conflict':
      return versionConflict(outcome.stream, outcome.expected, outcome.actual);
  }
}

const isStorable = (text: string): boolean => !/\0|\p{Surrogate}/u.test(text);

const textInvalid = (path: readonly string[]): Result<never> =>
  refuse('TEXT_INVALID', 'De tekst bevat tekens die niet bewaard kunnen worden', path);

const eventTooLarge = ({ bytes }: EventTooLarge): Result<never> =>
  refuse('EVENT_TOO_LARGE', 'Dit is te groot om vast te leggen: kort de tekst in of deel het op', ['input'], {
    bytes,
    most: MOST_EVENT_BYTES,
  });

const commandReused = (): Result<never> =>
  refuse('COMMAND_REUSED', 'Deze commandId is al gebruikt voor een andere opdracht', COMMAND_ID);

const versionConflict = (stream: StreamId, expected: number, actual: number): Result<never> =>
  refused({
    code: 'VERSION_CONFLICT',
    message: 'Iemand anders was eerder: haal de laatste stand op en probeer het opnieuw',
    path: ['input', 'expectedVersion'],
    details: { stream, expected, actual },
  });
