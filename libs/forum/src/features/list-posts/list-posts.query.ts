import type { Identity } from '#libs/access';
import type { MunicipalityCode } from '#libs/kernel';
import type { PostKind } from '../../domain/forum.events.js';
import type { ListedPost, PostKey } from '../../read-model/posts.reader.js';

export interface PostsQuestion {
  /** What people type; null or blank: everything. */
  readonly search: string | null;
  readonly municipality: MunicipalityCode | null;
  readonly kind: PostKind | null;
  readonly topic: string | null;
  readonly first: number;
  readonly after: PostKey | null;
  /** Position that the answer must reflect. */
  readonly atLeast: number | null;
}

export interface PostsPage {
  readonly position: number;
  readonly rows: readonly ListedPost[];
  readonly hasNext: boolean;
}

/** The posts that the person may read: best first where something is searched for, else newest first. */
export class ListPosts {
  constructor(
    readonly identity: Identity,
    readonly question: PostsQuestion,
  ) {}
}
