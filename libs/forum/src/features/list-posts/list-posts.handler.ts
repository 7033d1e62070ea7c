import { authorise, couldEver } from '#libs/access';
import { ok, parseFreeText, type Result } from '#libs/kernel';
import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { AUDIENCES, MOST_TOPIC } from '../../domain/forum.events.js';
import { PostsReader } from '../../read-model/posts.reader.js';
import { topicOf } from '../input-fields.js';
import { SeenUpTo } from '../seen-up-to.js';
import { ListPosts, type PostsPage } from './list-posts.query.js';

/** Nobody types more, and every word costs. */
const MOST_SEARCH = 200;

/** What is blank asks for nothing. */
function asked(text: string | null, most: number, path: string): Result<string | null> {
  return text === null || text.trim() === '' ? ok(null) : parseFreeText(text, most, [path]);
}

@QueryHandler(ListPosts)
export class ListPostsHandler implements IQueryHandler<ListPosts> {
  constructor(
    private readonly reader: PostsReader,
    private readonly seen: SeenUpTo,
  ) {}

  async execute({ identity, question }: ListPosts): Promise<Result<PostsPage>> {
    const role = couldEver(identity, 'forum.read');
    if (!role.ok) return role;
    const audiences = AUDIENCES.filter((audience) => authorise(identity, 'forum.read', { audience }).ok);

    const { municipality, kind, first, after, atLeast } = question;
    const search = asked(question.search, MOST_SEARCH, 'search');
    if (!search.ok) return search;
    const topic = asked(question.topic, MOST_TOPIC, 'topic');
    if (!topic.ok) return topic;
    const reached = await this.seen.position(atLeast, 'de berichten');
    if (!reached.ok) return reached;

    const { position, rows } = await this.reader.list({
      search: search.value,
      topic: topic.value === null ? null : topicOf(topic.value),
      municipality,
      kind,
      audiences,
      first,
      after,
    });
    return ok({ position, rows: rows.slice(0, first), hasNext: rows.length > first });
  }
}
