import { createPool } from '#libs/postgres';
import type { Placed } from './placing.js';

/** How the log and the figures differ from what was acknowledged; all 0 when they do not. */
export interface Differences {
  /** Acknowledged, yet not in the log with the household, the dwelling and the position of the answer. */
  readonly lost: number;
  /** More placements of a household than one. */
  readonly doubled: number;
  /** In the log, yet acknowledged to nobody. */
  readonly unasked: number;
  /** Municipalities whose realisation is another than the persons of their placements. */
  readonly figuresWrong: number;
}

interface Stored {
  readonly type: string;
  readonly household: string;
  readonly dwelling: string | null;
  readonly command: string;
  /** Position of the last event of the commit. */
  readonly position: string;
}

/** Reads the log itself, past everything that the product says about it. */
export async function compareWithLog(
  url: string,
  placed: readonly Placed[],
): Promise<Omit<Differences, 'figuresWrong'>> {
  const pool = createPool(url, 1);
  try {
    const { rows } = await pool.query<Stored>(
      `select e.type, e.data ->> 'household' as household, coalesce(e.data ->> 'dwelling', e.data -> 'stay' ->> 'dwelling') as dwelling,
              e.meta ->> 'commandId' as command, c.position
         from event e join command c on c.actor = e.meta ->> 'actor' and c.id = e.meta ->> 'commandId'
        where e.type in ('HouseholdPlaced', 'DwellingOccupied')`,
    );
    const found = new Map<string, number>();
    for (const row of rows) found.set(keyOf(row), (found.get(keyOf(row)) ?? 0) + 1);
    let lost = 0;
    let doubled = 0;
    for (const { household, dwelling, commandId: command, position } of placed) {
      const expected = { household, dwelling, command, position: String(position) };
      for (const type of dwelling === null ? ['HouseholdPlaced'] : ['HouseholdPlaced', 'DwellingOccupied']) {
        const key = keyOf({ type, ...expected });
        const times = found.get(key) ?? 0;
        if (times === 0) lost += 1;
        if (times > 1) doubled += 1;
        found.delete(key);
      }
    }
    return { lost, doubled, unasked: found.size };
  } finally {
    await pool.end();
  }
}

const keyOf = ({ type, household, dwelling, command, position }: Stored): string =>
  [type, household, dwelling, command, position].join(' ');

/** How many municipalities have another realisation than was placed for them. `realised` asks for one, at least as of the position. */
export async function compareWithFigures(
  placed: readonly Placed[],
  realised: (municipality: string, atLeast: number) => Promise<number>,
): Promise<number> {
  const persons = new Map<string, number>();
  let head = 0;
  for (const each of placed) {
    persons.set(each.municipality, (persons.get(each.municipality) ?? 0) + each.persons);
    head = Math.max(head, each.position);
  }
  let wrong = 0;
  for (const [municipality, expected] of persons) {
    if ((await realised(municipality, head)) !== expected) wrong += 1;
  }
  return wrong;
}
