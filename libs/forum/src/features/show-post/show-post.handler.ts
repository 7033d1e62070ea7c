import { authorise, couldEver } from '#libs/access';
import { ok, parseId, type Result } from '#libs/kernel';
import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { PostsReader } from '../../read-model/posts.reader.js';
import { notFound } from '../not-found.js';
import { SeenUpTo } from '../seen-up-to.js';
import { ShowPost, type ShownThread } from './show-post.query.js';

@QueryHandler(ShowPost)
export class ShowPostHandler implements IQueryHandler<ShowPost> {
  constructor(
    private readonly reader: PostsReader,
    private readonly seen: SeenUpTo,
  ) {}

  async execute({ identity, id, atLeast }: ShowPost): Promise<Result<ShownThread>> {
    const role = couldEver(identity, 'forum.read');
    if (!role.ok) return role;
    const reached = await this.seen.position(atLeast, 'de berichten');
    if (!reached.ok) return reached;
    // What is no id of ours is not there either.
    const read = parseId(id, 64);
    const thread = read.ok ? await this.reader.one(read.value) : null;
    if (thread === null) return notFound();
    const allowed = authorise(identity, 'forum.read', { audience: thread.post.audience });
    return allowed.ok ? ok(thread) : allowed;
  }
}
