import { authorise } from '#libs/access';
import { refusal, type JsonObject, type Refusal } from '#libs/kernel';
import { ProjectionHalted, RebuildUnderWay, type Progress, type RebuildReport } from '#libs/projections';
import type { StoreOptions } from '../options.js';
import { audited, caughtUp, refuseHalted, whenOk, withStore, type StoreSession } from '../store-session.js';
import { EXIT, tellRefused, type ExitCode, type Terminal } from '../terminal.js';
import { number } from '../text-table.js';

/** How often a long rebuild says how far it is, in events. */
const PROGRESS_EVERY = 100_000;

/**
 * Builds read models anew from the first event, beside the live ones, compares and swaps. Exit 1 where the new rows differ
 * from the old ones at the same position: then the live figures were wrong, and no longer are.
 */
export async function rebuild(to: Terminal, options: StoreOptions, name: string | undefined): Promise<ExitCode> {
  return ofModels(to, options, 'rebuild', name, async (to, session, names) =>
    whenOk(to, await caughtUp(session), async () => {
      const outcome = await eachBuilt(to, names, (model, progress) => session.host.rebuild(model, progress));
      if ('refusals' in outcome) return tellRefused(to, outcome.refusals);
      return tellBuilt(to, 'rebuilt', outcome.built);
    }),
  );
}

/**
 * Compares read models, as they stand now, with what the store gives from its first event, whatever log they are fed from. Changes nothing. Exit 1 where rows
 * differ at the same position.
 */
export async function check(to: Terminal, options: StoreOptions, name: string | undefined): Promise<ExitCode> {
  return ofModels(to, options, 'check', name, async (to, session, names) => {
    const outcome = await eachBuilt(to, names, (model, progress) => session.host.check(model, progress));
    if ('refusals' in outcome) return tellRefused(to, outcome.refusals);
    return tellBuilt(to, 'checked', outcome.built);
  });
}

async function ofModels(
  to: Terminal,
  options: StoreOptions,
  operation: string,
  name: string | undefined,
  work: (to: Terminal, session: StoreSession, names: readonly string[]) => Promise<ExitCode>,
): Promise<ExitCode> {
  return withStore(to, options, async (session) => {
    const { host, identity } = session;
    const allowed = authorise(identity, 'projection.rebuild');
    const known = (await host.status()).map((model) => model.name);
    const asked = name === undefined ? known : known.filter((model) => model === name);
    return audited(to, session, operation, { names: [...asked] }, async (to) => {
      if (!allowed.ok) return tellRefused(to, allowed.refusals);
      if (asked.length === 0) {
        const message = `“${(name ?? '').slice(0, 40)}” is geen leesmodel; wel: ${known.join(', ')}`;
        return tellRefused(to, [refusal('READ_MODEL_UNKNOWN', message, ['name'])]);
      }
      return work(to, session, asked);
    });
  });
}

export interface Built extends RebuildReport {
  readonly name: string;
}

/** Builds read models one after another, and says how far it is. Stops at the first one that cannot be built. */
export async function eachBuilt(
  to: Terminal,
  names: readonly string[],
  build: (name: string, progress: Progress) => Promise<RebuildReport>,
): Promise<{ readonly built: readonly Built[] } | { readonly refusals: readonly Refusal[] }> {
  const built: Built[] = [];
  for (const name of names) {
    let told = 0;
    try {
      const report = await build(name, (position, target) => {
        if (position - told < PROGRESS_EVERY) return;
        told = position;
        to.progress(`${name}: ${number(position)} van ${number(target)}`);
      });
      built.push({ name, ...report });
    } catch (error) {
      if (error instanceof RebuildUnderWay) {
        return { refusals: [refusal('REBUILD_UNDER_WAY', `${name} wordt al opnieuw opgebouwd`, ['name'])] };
      }
      if (!(error instanceof ProjectionHalted)) throw error;
      const refused = refuseHalted(error);
      return { refusals: refused.ok ? [] : refused.refusals };
    }
  }
  return { built };
}

function tellBuilt(to: Terminal, what: 'rebuilt' | 'checked', built: readonly Built[]): ExitCode {
  const equal = built.every((each) => each.equal !== false);
  to.answer({ [what]: built.map(document), equal }, () => built.map((each) => describe(each)).join('\n'));
  return equal ? EXIT.done : EXIT.refused;
}

export const document = (built: Built): JsonObject => ({
  ...built,
  differences: built.differences.map((each) => ({ ...each })),
});

export function describe({ name, events, ms, equal }: Built): string {
  const compared = equal === null ? 'niet vergelijkbaar' : equal ? 'gelijk aan het vorige' : 'ANDERS dan het vorige';
  return `${name}: ${number(events)} gebeurtenissen in ${number(ms)} ms, ${compared}`;
}
