import type { Commanded } from '#libs/event-store';
import type { Result } from '#libs/kernel';
import { ForgetHousehold, RequestForget } from '#libs/koppeling';
import { CommandBus } from '@nestjs/cqrs';
import { randomUUID } from 'node:crypto';
import type { ForgetOptions } from '../options.js';
import { whenOk, withStore } from '../store-session.js';
import { EXIT, type ExitCode, type Terminal } from '../terminal.js';

/** Asks that a household be forgotten, or approves what another asked: then its key is destroyed. Again finishes what was cut off. */
export function forget(to: Terminal, options: ForgetOptions, household: string): Promise<ExitCode> {
  return withStore(to, options, async ({ app, identity }) => {
    const { municipality, approvedBy, approve } = options;
    const about = { household, municipality };
    const command =
      approve === true
        ? new ForgetHousehold(identity, randomUUID(), about)
        : new RequestForget(identity, randomUUID(), { ...about, approvedBy: approvedBy ?? null });
    const done: Result<Commanded<unknown>> = await app.get(CommandBus).execute(command);
    return whenOk(to, done, ({ position }) => {
      if (approve === true) to.answer({ forgotten: household, position }, () => FORGOTTEN(household));
      else to.answer({ requested: household, position }, () => REQUESTED(household));
      return EXIT.done;
    });
  });
}

const FORGOTTEN = (household: string): string =>
  [
    `${household} is vergeten: wat over hen geschreven was, kan niemand meer lezen. Elke telling is gebleven.`,
    'Back-ups van vóór dit moment bevatten de sleutel nog, verpakt: bewaar ze niet langer dan nodig.',
  ].join('\n');
const REQUESTED = (household: string): string =>
  `Gevraagd om ${household} te vergeten. Een ander keurt het goed met: forget ${household} --municipality … --approve`;
