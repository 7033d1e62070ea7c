import { authorise } from '#libs/access';
import { refusal, type JsonObject } from '#libs/kernel';
import { RebuildUnderWay, type ProjectionHost, type RebuildReport } from '#libs/projections';
import type { StoreOptions } from '../options.js';
import { audited, caughtUp, whenOk, withStore } from '../store-session.js';
import { EXIT, tellRefused, type ExitCode, type Terminal } from '../terminal.js';
import { number } from '../text-table.js';

/** How often a long rebuild says how far it is, in events. */
const PROGRESS_EVERY = 100_000;

/**
 * Builds read models anew from the first event, beside the live ones, compares and swaps. Exit 1 where the new rows differ
 * from the old ones at the same position: then the live figures were wrong, and no longer are.
 */
export async function rebuild(to: Terminal, options: StoreOptions, name: string | undefined): Promise<ExitCode> {
  return withStore(to, options, async (session) => {
    const { host, identity } = session;
    const allowed = authorise(identity, 'projection.rebuild');
    const known = (await host.status()).map((model) => model.name);
    const asked = name === undefined ? known : known.filter((model) => model === name);
    return audited(to, session, 'rebuild', { names: [...asked] }, async (to) => {
      if (!allowed.ok) return tellRefused(to, allowed.refusals);
      if (asked.length === 0) {
        const message = `“${(name ?? '').slice(0, 40)}” is geen leesmodel; wel: ${known.join(', ')}`;
        return tellRefused(to, [refusal('READ_MODEL_UNKNOWN', message, ['name'])]);
      }
      return whenOk(to, await caughtUp(session), async () => {
        const reports: Rebuilt[] = [];
        for (const model of asked) {
          const report = await rebuildOne(to, host, model);
          if (report === null) {
            return tellRefused(to, [
              { code: 'REBUILD_UNDER_WAY', message: `${model} wordt al opnieuw opgebouwd`, path: ['name'] },
            ]);
          }
          reports.push({ name: model, ...report });
        }
        to.answer({ rebuilt: reports.map(document) }, () => reports.map(describe).join('\n'));
        return reports.some(({ equal }) => equal === false) ? EXIT.refused : EXIT.done;
      });
    });
  });
}

interface Rebuilt extends RebuildReport {
  readonly name: string;
}

const document = (rebuilt: Rebuilt): JsonObject => ({
  ...rebuilt,
  differences: rebuilt.differences.map((each) => ({ ...each })),
});

/** Null when somebody else is rebuilding it already. */
async function rebuildOne(to: Terminal, host: ProjectionHost, name: string): Promise<RebuildReport | null> {
  let told = 0;
  try {
    return await host.rebuild(name, (position, target) => {
      if (position - told < PROGRESS_EVERY) return;
      told = position;
      to.progress(`${name}: ${number(position)} van ${number(target)}`);
    });
  } catch (error) {
    if (error instanceof RebuildUnderWay) return null;
    throw error;
  }
}

function describe({ name, events, ms, equal }: Rebuilt): string {
  const compared = equal === null ? 'niet vergelijkbaar' : equal ? 'gelijk aan het vorige' : 'ANDERS dan het vorige';
  return `${name}: ${number(events)} gebeurtenissen in ${number(ms)} ms, ${compared}`;
}
