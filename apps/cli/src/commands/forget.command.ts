import type { Commanded } from '#libs/event-store';
import { canonicalJson, idFrom, type Result } from '#libs/kernel';
import { ForgetHousehold } from '#libs/koppeling';
import { CommandBus } from '@nestjs/cqrs';
import type { ForgetOptions } from '../options.js';
import { whenOk, withStore } from '../store-session.js';
import { EXIT, type ExitCode, type Terminal } from '../terminal.js';

/** Destroys the key of a household. Sent again it is the same command, and finishes what was cut off. */
export function forget(to: Terminal, options: ForgetOptions, household: string): Promise<ExitCode> {
  return withStore(to, options, async ({ app, identity }) => {
    const { municipality, approvedBy } = options;
    const commandId = idFrom(canonicalJson(['forget', household]));
    const command = new ForgetHousehold(identity, commandId, { household, municipality, approvedBy });
    const forgotten: Result<Commanded<unknown>> = await app.get(CommandBus).execute(command);
    return whenOk(to, forgotten, ({ position }) => {
      to.answer({ forgotten: household, position }, () =>
        [
          `${household} is vergeten: wat over hen geschreven was, kan niemand meer lezen. Elke telling is gebleven.`,
          'Back-ups van vóór dit moment bevatten de sleutel nog, verpakt: bewaar ze niet langer dan nodig.',
        ].join('\n'),
      );
      return EXIT.done;
    });
  });
}
