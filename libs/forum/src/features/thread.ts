import { authorise, type Identity } from '#libs/access';
import type { EventStore, RecordedEvent } from '#libs/event-store';
import { ok, type IdSource, type Result } from '#libs/kernel';
import { postStream, type PostEvent } from '../domain/forum.events.js';
import type { Written } from './author.js';
import { notFound } from './not-found.js';
import { posts } from './stored-deciders.js';

/** Who wrote what in a thread. */
export interface Thread {
  readonly post: Written;
  /** By id. */
  readonly answers: ReadonlyMap<string, Written>;
}

/** The thread, where it is there and the person may read it. Refuses `NOT_FOUND`. */
export async function visibleThread(
  store: Pick<EventStore, 'readStream'>,
  ids: IdSource,
  identity: Identity,
  post: string,
): Promise<Result<Thread>> {
  const { read } = posts(ids);
  const history = (await store.readStream(postStream(post))).map((recorded) => ({ recorded, event: read(recorded) }));
  const [first] = history;
  if (first?.event.type !== 'PostPlaced') return notFound();
  const allowed = authorise(identity, 'forum.read', { audience: first.event.audience });
  if (!allowed.ok) return allowed;
  const answers = new Map(
    history.flatMap(({ recorded, event }) =>
      event.type === 'PostAnswered' ? [[event.answer, writtenAs(recorded, event)] as const] : [],
    ),
  );
  return ok({ post: writtenAs(first.recorded, first.event), answers });
}

const writtenAs = (
  { meta }: RecordedEvent,
  { author }: Extract<PostEvent, { type: 'PostPlaced' | 'PostAnswered' }>,
): Written => ({ author, actor: meta.actor });
