import { authorise } from '#libs/access';
import { systemClock } from '#libs/kernel';
import type { StoreOptions } from '../options.js';
import { audited, withStore } from '../store-session.js';
import { EXIT, tellRefused, type ExitCode, type Terminal } from '../terminal.js';
import { number } from '../text-table.js';

/** How often a long check says how far it is, in events. */
const PROGRESS_EVERY = 100_000;

/** Recomputes the hash chain of the whole log. Exit 1 where anything was changed, removed or put in between. */
export async function verify(to: Terminal, options: StoreOptions): Promise<ExitCode> {
  return withStore(to, options, async (session) => {
    const { store, host, identity } = session;
    const allowed = authorise(identity, 'log.verify');
    return audited(to, session, 'verify', {}, async (to) => {
      if (!allowed.ok) return tellRefused(to, allowed.refusals);
      const started = Date.parse(systemClock.now());
      let told = 0;
      const result = await store.verify((position) => {
        if (position - told < PROGRESS_EVERY) return;
        told = position;
        to.progress(`${number(position)} gebeurtenissen gecontroleerd`);
      });
      const ms = Date.parse(systemClock.now()) - started;
      if (!result.ok) {
        const { position, reason } = result;
        to.answer({ ok: false, position, reason }, () => `De keten is verbroken bij ${number(position)}: ${reason}`);
        return EXIT.refused;
      }
      const { head, events } = result;
      const readModels = (await host.status()).map(({ name, position, status, lag }) => ({
        name,
        position,
        status,
        lag,
      }));
      const halted = readModels.some(({ status }) => status === 'halted');
      to.answer({ ok: !halted, position: head.position, events, hash: head.hash, ms, readModels }, () =>
        [
          `De keten klopt: ${number(events)} gebeurtenissen, tot en met ${number(head.position)}.`,
          `Hash: ${head.hash}`,
          ...readModels.map((m) => `Leesmodel ${m.name}: ${m.status}, tot en met ${number(m.position)}`),
        ].join('\n'),
      );
      return halted ? EXIT.refused : EXIT.done;
    });
  });
}
