import type { Identity } from '#libs/access';
import type { ShownAnswer, ShownPost } from '../../read-model/posts.reader.js';

export interface ShownThread {
  readonly position: number;
  readonly post: ShownPost;
  /** Oldest first. */
  readonly answers: readonly ShownAnswer[];
}

/** A post with its answers. */
export class ShowPost {
  constructor(
    readonly identity: Identity,
    readonly id: string,
    readonly atLeast: number | null,
  ) {}
}
