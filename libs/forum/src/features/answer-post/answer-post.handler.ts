import { EVENT_STORE, IDS, runDecider, type Commanded, type EventStore } from '#libs/event-store';
import { canonicalJson, idFrom, readInput, type IdSource, type Result } from '#libs/kernel';
import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { postStream } from '../../domain/forum.events.js';
import { authorOf, mayWrite } from '../author.js';
import { posts } from '../stored-deciders.js';
import { visibleThread } from '../thread.js';
import { answerInput, AnswerPost, type GivenAnswer } from './answer-post.command.js';

@CommandHandler(AnswerPost)
export class AnswerPostHandler implements ICommandHandler<AnswerPost> {
  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(IDS) private readonly ids: IdSource,
  ) {}

  async execute({ identity, commandId, input }: AnswerPost): Promise<Result<Commanded<GivenAnswer>>> {
    const allowed = mayWrite(identity);
    if (!allowed.ok) return allowed;
    const read = readInput(answerInput, input);
    if (!read.ok) return read;
    const { post, text } = read.value;
    const thread = await visibleThread(this.store, this.ids, identity, post);
    if (!thread.ok) return thread;

    const id = idFrom(canonicalJson(['answer', identity.actor, commandId]));
    return runDecider(this.store, {
      actor: identity.actor,
      commandId,
      content: { answer: read.value },
      stream: postStream(post),
      expectedVersion: null,
      stored: posts(this.ids),
      command: { type: 'Answer', answered: { post, answer: id, text, author: authorOf(identity) } },
      answer: () => ({ id, post }),
    });
  }
}
