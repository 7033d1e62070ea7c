import type { Identity } from '#libs/access';
import { CallerIdentity, orThrow, Paged, pageOf, toConnection, type Connection } from '#libs/graphql';
import type { Result } from '#libs/kernel';
import { QueryBus } from '@nestjs/cqrs';
import { Args, Query, Resolver } from '@nestjs/graphql';
import { z } from 'zod';
import type { ListedPost, PostKey } from '../../read-model/posts.reader.js';
import { ListPosts, type PostsPage } from './list-posts.query.js';
import { PostConnection, PostsArgs, type PostType } from './list-posts.types.js';

const KEY: z.ZodType<PostKey> = z.tuple([z.number().min(0).max(1_000), z.int().min(1)]);

@Resolver()
export class ListPostsResolver {
  constructor(private readonly queries: QueryBus) {}

  @Paged()
  @Query(() => PostConnection, {
    description: 'Questions and experiences: best first where something is searched for, else newest first.',
  })
  async forumPosts(@CallerIdentity() identity: Identity, @Args() args: PostsArgs): Promise<Connection<PostType>> {
    const page = orThrow(pageOf(args, KEY));
    const { search = null, municipality = null, kind = null, topic = null, atLeast = null } = args;
    const question = { search, municipality, kind, topic, atLeast, ...page };
    const found: Result<PostsPage> = await this.queries.execute(new ListPosts(identity, question));
    return toConnection(mapped(orThrow(found)), page, ({ rank, position }) => [rank, position]);
  }
}

const mapped = ({ rows, ...page }: PostsPage) => ({
  ...page,
  rows: rows.map((row: ListedPost) => ({ ...row, topics: [...row.topics] })),
});
