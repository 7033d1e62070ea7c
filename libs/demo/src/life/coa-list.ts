import { addDays, periodOf, startOf, type LocalDate } from '#libs/kernel';
import type { CsvRow } from '../demo-file.js';
import { dice } from '../dice.js';
import type { DemoPlacement } from './demo-plan.js';

const INVENTED = 'Verzonnen voor de demo';

/**
 * The placements of households of the current period as COA lists them, a few days later: the other administration, which does not lead
 * now. Those of the period before stand in its list already, of which nobody knows whom it is about.
 */
export function coaRowsOf(placements: readonly DemoPlacement[], today: LocalDate): readonly CsvRow[] {
  const from = startOf(periodOf(today));
  return placements.flatMap(({ municipality, on, persons, kind }, i) => {
    const known = addDays(on, dice(`COA ${i}`).between(2, 9));
    if (on < from || known > today || persons < 1) return [];
    return [
      {
        municipality,
        on,
        persons,
        kind,
        source: 'COA-lijst (demo)',
        administration: 'coa',
        known_at: known,
        one_off: '',
        reason: '',
        remark: INVENTED,
      },
    ];
  });
}
