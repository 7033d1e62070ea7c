import fc from 'fast-check';
import { AnswerCache } from './answer-cache.js';

describe('answers kept by position', () => {
  it('are those that a fresh execution would give, whatever moves and whenever', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.oneof(
            fc.record({ ask: fc.constantFrom('a', 'b', 'c'), movesMeanwhile: fc.boolean() }),
            fc.constantFrom('move' as const, 'midnight' as const),
          ),
          { maxLength: 80 },
        ),
        async (steps) => {
          let position = 0;
          let day = 0;
          const cache = new AnswerCache(
            () => String(position),
            () => String(day),
            2,
          );
          for (const step of steps) {
            if (step === 'move') position++;
            else if (step === 'midnight') day++;
            else {
              const answer = await cache.answer(step.ask, async () => {
                const data = `${step.ask} ${day} ${position}`;
                if (step.movesMeanwhile) position++;
                await Promise.resolve();
                return { data };
              });
              const now = `${step.ask} ${day} ${position}`;
              const justBefore = `${step.ask} ${day} ${position - 1}`;
              expect([now, ...(step.movesMeanwhile ? [justBefore] : [])]).toContain(answer.result.data);
            }
          }
        },
      ),
    );
  });

  it('are made once for equal questions that come together, and not kept when they hold an error', async () => {
    const cache = new AnswerCache(
      () => '1',
      () => 'today',
    );
    let executions = 0;
    const execute = (): Promise<{ data: number }> => Promise.resolve({ data: ++executions });
    expect(await Promise.all([cache.answer('k', execute), cache.answer('k', execute)])).toMatchObject([
      { result: { data: 1 } },
      { result: { data: 1 } },
    ]);
    const failing = (): Promise<{ errors: { message: string }[] }> =>
      Promise.resolve({ errors: [{ message: `${++executions}` }] });
    await cache.answer('e', failing);
    await cache.answer('e', failing);
    expect(executions).toBe(3);
  });

  it('are kept up to a number of bytes: the oldest go first, and one that is larger than all is not kept', async () => {
    const cache = new AnswerCache(
      () => '1',
      () => 'today',
      1_000,
      250,
    );
    const executed: string[] = [];
    const ask = (key: string, characters = 80): Promise<unknown> =>
      cache.answer(key, () => {
        executed.push(key);
        return Promise.resolve({ data: 'x'.repeat(characters) });
      });
    for (const key of ['a', 'b', 'c', 'b', 'c', 'a']) await ask(key);
    expect(executed).toEqual(['a', 'b', 'c', 'a']);
    await ask('large', 300);
    await ask('large', 300);
    expect(executed.slice(4)).toEqual(['large', 'large']);
  });

  it('are not kept at all while it is not known where the read models are', async () => {
    const cache = new AnswerCache(
      () => null,
      () => 'today',
    );
    let executions = 0;
    const execute = (): Promise<{ data: number }> => Promise.resolve({ data: ++executions });
    await cache.answer('k', execute);
    await cache.answer('k', execute);
    expect(executions).toBe(2);
  });
});
