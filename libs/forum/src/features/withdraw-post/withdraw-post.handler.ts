import { couldEver } from '#libs/access';
import { EVENT_STORE, IDS, runDecider, type Commanded, type EventStore } from '#libs/event-store';
import { readInput, type IdSource, type Result } from '#libs/kernel';
import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { postStream } from '../../domain/forum.events.js';
import { mayTend } from '../author.js';
import { posts } from '../stored-deciders.js';
import { visibleThread } from '../thread.js';
import { withdrawInput, WithdrawPost, type WithdrawnText } from './withdraw-post.command.js';

@CommandHandler(WithdrawPost)
export class WithdrawPostHandler implements ICommandHandler<WithdrawPost> {
  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(IDS) private readonly ids: IdSource,
  ) {}

  async execute({ identity, commandId, input }: WithdrawPost): Promise<Result<Commanded<WithdrawnText>>> {
    const role = couldEver(identity, 'forum.post');
    if (!role.ok) return role;
    const read = readInput(withdrawInput, input);
    if (!read.ok) return read;
    const { post, answer, reason } = read.value;
    const thread = await visibleThread(this.store, this.ids, identity, post);
    if (!thread.ok) return thread;
    // An answer that is not there is nobody's: the decider says so.
    const written = answer === null ? thread.value.post : thread.value.answers.get(answer);
    const allowed = written === undefined ? role : mayTend(identity, written);
    if (!allowed.ok) return allowed;

    return runDecider(this.store, {
      actor: identity.actor,
      commandId,
      content: { withdraw: read.value },
      stream: postStream(post),
      expectedVersion: null,
      stored: posts(this.ids),
      command: answer === null ? { type: 'Withdraw', post, reason } : { type: 'WithdrawAnswer', post, answer, reason },
      answer: () => ({ post, answer }),
    });
  }
}
