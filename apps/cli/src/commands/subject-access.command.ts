import { ReadSubjectAccess } from '#libs/koppeling';
import type { JsonObject } from '#libs/kernel';
import { QueryBus } from '@nestjs/cqrs';
import type { StoreOptions } from '../options.js';
import { caughtUp, whenOk, withStore } from '../store-session.js';
import { EXIT, type ExitCode, type Terminal } from '../terminal.js';

const WHAT = { profile: 'woonprofiel', reason: 'reden', note: 'notitie' } as const;

/** What is held about a household, opened [AVG art. 15]. */
export function subjectAccess(to: Terminal, options: StoreOptions, household: string): Promise<ExitCode> {
  return withStore(to, options, async (session) =>
    whenOk(to, await caughtUp(session), async () => {
      const answer = await session.app.get(QueryBus).execute(new ReadSubjectAccess(session.identity, household));
      return whenOk(to, answer, (held) => {
        to.answer(JSON.parse(JSON.stringify(held)) as JsonObject, () =>
          [
            held.explanation,
            '',
            ...held.facts.map(({ on, recordedAt, description, texts }) =>
              [
                `${on ?? recordedAt.slice(0, 10)}  ${description}`,
                ...texts.map(({ what, text }) => `            ${WHAT[what]}: ${text}`),
              ].join('\n'),
            ),
          ].join('\n'),
        );
        return EXIT.done;
      });
    }),
  );
}
