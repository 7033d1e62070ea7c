import { parsePeriod, type JsonObject, type Result } from '#libs/kernel';
import { ListAssessments, type ProvinceAssessments } from '#libs/supervision';
import { QueryBus } from '@nestjs/cqrs';
import type { StoreOptions } from '../options.js';
import { caughtUp, whenOk, withStore } from '../store-session.js';
import { EXIT, type ExitCode, type Terminal } from '../terminal.js';
import { number, table } from '../text-table.js';

/** The assessment of each municipality of a province in a period, and how many stand on each trede. */
export async function treden(
  to: Terminal,
  options: StoreOptions & { readonly period: string; readonly province: string },
): Promise<ExitCode> {
  return whenOk(to, parsePeriod(options.period, ['period']), (period) =>
    withStore(to, options, async (session) =>
      whenOk(to, await caughtUp(session), async (atLeast) => {
        const question = { period, province: options.province, atLeast };
        const query = new ListAssessments(session.identity, question);
        const answer: Result<ProvinceAssessments> = await session.app.get(QueryBus).execute(query);
        return whenOk(to, answer, (found) => {
          const document: JsonObject = {
            ...found,
            counts: { ...found.counts },
            assessments: found.assessments.map((assessment) => ({ ...assessment })),
          };
          to.answer(document, () => text(found));
          return EXIT.done;
        });
      }),
    ),
  );
}

function text({ period, province, assessments, counts }: ProvinceAssessments): string {
  if (assessments.length === 0) return `Voor ${province} zijn in ${period} geen treden bekend.`;
  const rows = assessments.map(({ municipality, name, trede, approvedOn }) => [
    municipality,
    name,
    String(trede),
    approvedOn,
  ]);
  const perTrede = Object.entries(counts).map(([trede, n]) => `trede ${trede}: ${number(n)}`);
  return [
    table(['Code', 'Gemeente', 'Trede', 'Vastgesteld'], rows, [2]),
    '',
    `${province}, ${period}: ${perTrede.join(', ')}`,
    ...new Set(assessments.flatMap(({ remark }) => (remark === null ? [] : [`  * ${remark}`]))),
  ].join('\n');
}
