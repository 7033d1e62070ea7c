import type { Identity } from '#libs/access';
import fc from 'fast-check';
import { FORUM } from '../read-model/forum.projection.js';
import { ListPostsResolver } from './list-posts/list-posts.resolver.js';
import type { PostsArgs } from './list-posts/list-posts.types.js';
import { ShowPostResolver } from './show-post/show-post.resolver.js';
import { SolveQuestion } from './solve-question/solve-question.command.js';
import { openForum, orCode, type Forum } from './testing/open-forum.js';
import { people, SOEST, ZEIST } from './testing/people.js';
import { WithdrawPost } from './withdraw-post/withdraw-post.command.js';

describe('the posts of the forum', () => {
  let forum: Forum;
  beforeEach(async () => {
    forum = await openForum();
  });
  afterEach(() => forum.close());

  const list = (args: PostsArgs = {}, who: Identity = people.zeist) =>
    forum.app.get(ListPostsResolver).forumPosts(who, { atLeast: forum.reached(), ...args });
  const titles = async (args: PostsArgs = {}, who: Identity = people.zeist) =>
    (await list(args, who)).edges.map(({ node }) => node.title);
  const show = (id: string, who: Identity = people.zeist) =>
    forum.app.get(ShowPostResolver).forumPost(who, id, forum.reached());

  it('are shown newest first, by role and municipality, and never by person', async () => {
    await forum.ask(people.soest, { title: 'Eerste', topics: ['Nareis'] });
    const post = await forum.ask(people.coordinator, { title: 'Tweede', kind: 'experience' });
    await forum.answer(people.zeist, post, 'Herkenbaar.');
    expect(await titles()).toEqual(['Tweede', 'Eerste']);
    const [, first] = (await list()).edges;
    expect(first?.node).toMatchObject({
      kind: 'question',
      municipality: SOEST,
      audience: 'platform',
      topics: ['nareis'],
      author: { role: 'municipality', municipality: SOEST },
      placedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/) as string,
      answers: 0,
      solvedBy: null,
    });
    const thread = await show(post);
    expect(thread).toMatchObject({
      post: { title: 'Tweede', author: { role: 'coordinator', municipality: null }, answers: 1 },
      answers: [
        {
          text: 'Herkenbaar.',
          author: { role: 'municipality', municipality: ZEIST },
          answeredAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/) as string,
        },
      ],
    });
    expect(JSON.stringify([thread, await list()])).not.toContain('test:');
  });

  it('can be found by words of the title first, then topics, text and answers, in any form of the word', async () => {
    const answered = await forum.ask(people.soest, { title: 'Antwoord', text: 'Wie helpt?' });
    await forum.answer(people.zeist, answered, 'Kijk eens naar de huurwoningen.');
    await forum.ask(people.soest, { title: 'Tekst', text: 'De huurwoning staat leeg.' });
    await forum.ask(people.soest, { title: 'Onderwerp', topics: ['huurwoning'] });
    await forum.ask(people.soest, { title: 'Huurwoningen zoeken', text: 'Hoe?' });
    await forum.ask(people.soest, { title: 'Iets anders' });
    const expected = ['Huurwoningen zoeken', 'Onderwerp', 'Tekst', 'Antwoord'];
    expect(await titles({ search: 'huurwoning' })).toEqual(expected);
    expect(await titles({ search: 'Huurwoningen' })).toEqual(expected);
    // Dutch writes words together: the beginning of one is enough.
    expect(await titles({ search: 'huur' })).toEqual(expected);
    // A word of the post and one of its answer.
    expect(await titles({ search: 'helpt huurwoningen' })).toEqual(['Antwoord']);
    expect(await titles({ search: 'huurwoning -leeg' })).not.toContain('Tekst');
    expect(await titles({ search: '"staat leeg" or helpt' })).toEqual(['Tekst', 'Antwoord']);
    expect(await titles({ search: 'kangoeroe' })).toEqual([]);
  });

  it('are all found where nothing is asked for', async () => {
    await forum.ask(people.soest, { title: 'Eerste' });
    await forum.ask(people.soest, { title: 'Tweede' });
    for (const search of [null, '', '   ', 'de het een', '!!! & | (']) {
      expect([search, await titles({ search })]).toEqual([search, ['Tweede', 'Eerste']]);
    }
  });

  it('can be searched by whatever people type', async () => {
    await forum.ask(people.soest, { title: 'Woningen' });
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.string({ unit: 'binary', maxLength: 60 }),
          fc
            .array(fc.constantFrom("'", '"', '\\', ':*', '&', '|', '!', '(', '<->', ' ', '%', '-', 'or', 'woning'), {
              maxLength: 20,
            })
            .map((parts) => parts.join('')),
        ),
        async (search) => {
          const answer = await orCode(list({ search, atLeast: null }));
          if (typeof answer === 'string') expect(['TEXT_INVALID', 'PERSONAL_DATA_SUSPECTED']).toContain(answer);
        },
      ),
      { numRuns: 200, seed: 4 },
    );
    expect(await orCode(list({ search: 'a'.repeat(201) }))).toBe('TEXT_TOO_LONG');
    expect(await titles({ search: "woning'" })).toEqual(['Woningen']);
  });

  it('are narrowed by municipality, kind and topic', async () => {
    await forum.ask(people.soest, { title: 'Soest', topics: ['Nareis'] });
    await forum.ask(people.zeist, { title: 'Zeist', kind: 'experience' });
    expect(await titles({ municipality: ZEIST })).toEqual(['Zeist']);
    expect(await titles({ kind: 'question' })).toEqual(['Soest']);
    expect(await titles({ topic: 'NAREIS' })).toEqual(['Soest']);
    expect(await titles({ topic: 'nareis', municipality: ZEIST })).toEqual([]);
    expect(await titles({ search: 'zeist', kind: 'question' })).toEqual([]);
  });

  it('are for supervisors only where they say so, in lists, pages and by id', async () => {
    const hidden: string[] = [];
    for (let n = 0; n < 6; n++) {
      hidden.push(await forum.ask(people.soest, { title: `Onder ons ${n}`, text: 'woningen' }));
      await forum.ask(people.soest, { title: `Voor allen ${n}`, text: 'woningen', audience: 'supervision' });
    }
    for (const who of [people.supervisor, people.approver]) {
      for (const search of [null, 'woningen']) {
        const first = await list({ first: 3, search }, who);
        expect(first.edges.map(({ node }) => node.audience)).toEqual(['supervision', 'supervision', 'supervision']);
        expect(first.pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: false });
        const second = await list({ first: 3, search, after: first.pageInfo.endCursor }, who);
        expect(second.edges.map(({ node }) => node.title)).toEqual(['Voor allen 2', 'Voor allen 1', 'Voor allen 0']);
        // Nothing says that posts lie behind these that others may read.
        expect(second.pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: true });
      }
      expect(await orCode(show(hidden[0] ?? '', who))).toBe('NOT_FOUND');
    }
    for (const who of [people.soest, people.coordinator, people.team, people.auditor]) {
      expect(await titles({ first: 100 }, who)).toHaveLength(12);
    }
    for (const who of [people.corporation, people.reader, people.anyone]) {
      expect(await orCode(list({}, who))).toBe('NOT_FOUND');
      expect(await orCode(show(hidden[0] ?? '', who))).toBe('NOT_FOUND');
    }
  });

  it('read the same when they are not there as when one may not see them', async () => {
    const hidden = await forum.ask(people.soest, {});
    const refusalOf = async (id: string) => {
      try {
        await show(id, people.supervisor);
      } catch (error) {
        const { message, extensions } = error as { message: string; extensions: unknown };
        return { message, extensions };
      }
      return null;
    };
    const unknown = await refusalOf('00000000-0000-4000-8000-000000000000');
    expect(unknown).toMatchObject({ message: 'Niet gevonden', extensions: { code: 'NOT_FOUND' } });
    expect(await refusalOf(hidden)).toEqual(unknown);
    expect(await refusalOf('\u0000')).toEqual(unknown);
    expect(await refusalOf('')).toEqual(unknown);
  });

  it('go page by page, each post once and best first', async () => {
    for (let n = 0; n < 7; n++)
      await forum.ask(people.soest, { title: n % 2 === 0 ? `Woning ${n}` : `Vraag ${n}`, text: 'woning' });
    const all = await titles({ search: 'woning' });
    expect(all.map((title) => title.split(' ')[0])).toEqual([
      ...Array<string>(4).fill('Woning'),
      ...Array<string>(3).fill('Vraag'),
    ]);
    const seen: string[] = [];
    let after: string | null = null;
    do {
      const page: Awaited<ReturnType<typeof list>> = await list({ search: 'woning', first: 2, after });
      seen.push(...page.edges.map(({ node }) => node.title));
      after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
    } while (after !== null);
    expect(seen).toEqual(all);
    expect(await orCode(list({ first: 101 }))).toBe('NUMBER_OUT_OF_RANGE');
    expect(await orCode(list({ after: Buffer.from('[1e999,1]').toString('base64url') }))).toBe('CURSOR_INVALID');
  });

  it('say which answer solved them, and are gone with their words when withdrawn', async () => {
    const post = await forum.ask(people.soest, { title: 'Zeldzaamheid' });
    const good = await forum.answer(people.zeist, post, 'Kijk naar flexwoningen.');
    await forum.answer(people.team, post, 'Wij denken mee.');
    await forum.done(new SolveQuestion(people.soest, 's', { post, answer: good }));
    expect(await show(post)).toMatchObject({ post: { solvedBy: good, answers: 2 } });
    await forum.done(new WithdrawPost(people.zeist, 'w1', { post, answer: good, reason: 'mistake' }));
    expect(await show(post)).toMatchObject({
      post: { solvedBy: null, answers: 1 },
      answers: [{ text: 'Wij denken mee.' }],
    });
    expect(await titles({ search: 'flexwoningen' })).toEqual([]);
    await forum.done(new WithdrawPost(people.soest, 'w2', { post, reason: 'outdated' }));
    expect(await orCode(show(post))).toBe('NOT_FOUND');
    expect(await titles({ search: 'zeldzaamheid' })).toEqual([]);
    expect(await titles()).toEqual([]);
  });

  it('are made again from the log as they were', async () => {
    const post = await forum.ask(people.soest, { title: 'Woningen', topics: ['huur'] });
    const given = await forum.answer(people.zeist, post, 'Zeker.');
    await forum.answer(people.coordinator, post, 'Ook.');
    await forum.done(new SolveQuestion(people.soest, 's', { post, answer: given }));
    await forum.host.waitFor(FORUM, forum.reached(), 5_000);
    const { hash } = await forum.host.hash(FORUM);
    await forum.host.rebuild(FORUM);
    expect((await forum.host.hash(FORUM)).hash).toBe(hash);
    expect(await titles({ search: 'huur' })).toEqual(['Woningen']);
  });
});
