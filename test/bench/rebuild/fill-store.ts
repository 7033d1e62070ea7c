import type { EventStore, StreamAppend } from '#libs/event-store';
import { addDays, idFrom, localDate, type JsonObject, type LocalDate } from '#libs/kernel';
import { readMunicipalities } from '../measure/municipalities.js';

const PER_COMMAND = 500;
/** Of a hundred rows this many are corrected later, as in a real administration. */
const CORRECTED = 3;
const FIRST_DAY = localDate('2020-01-01');
const DAYS = 2_300;

/**
 * Fills a store with realisations of all municipalities over six years and their corrections, always the same ones. Filled once more it
 * needs another `salt`, which makes them others.
 */
export async function fillStore(
  store: EventStore,
  events: number,
  progress: (text: string) => void,
  salt = '',
): Promise<void> {
  const municipalities = readMunicipalities();
  let made = 0;
  let n = 0;
  while (made < events) {
    const streams: StreamAppend[] = [];
    for (let room = Math.min(PER_COMMAND, events - made); room > 0;) {
      const stream = realisation(n, municipalities, room > 1, salt);
      streams.push(stream);
      room -= stream.events.length;
      made += stream.events.length;
      n++;
    }
    const outcome = await store.append({
      command: { id: idFrom(`fill ${salt}${made}`), contentHash: String(made) },
      meta: { actor: 'system:bench' },
      streams,
      result: null,
    });
    if (outcome.kind !== 'appended') throw new Error(`filling the store: ${outcome.kind}`);
    if (made % 100_000 === 0) progress(`${made} events stored`);
  }
}

function realisation(n: number, municipalities: readonly string[], mayCorrect: boolean, salt: string): StreamAppend {
  const id = idFrom(`realisation ${salt}${n}`);
  const on: LocalDate = addDays(FIRST_DAY, (n * 7) % DAYS);
  const counted = {
    municipality: municipalities[n % municipalities.length] ?? '',
    on,
    persons: 1 + (n % 6),
    kind: n % 17 === 0 ? 'har' : 'regular',
    administration: n % 5 === 0 ? 'own' : 'coa',
    oneOff: null,
  };
  const recorded: JsonObject = { id, counted, source: 'bench', reason: null, knownAt: null, remark: null };
  const corrected: JsonObject = {
    id,
    was: counted,
    becomes: { ...counted, persons: counted.persons + 1 },
    reason: 'bench',
    knownAt: null,
    remark: null,
  };
  const isCorrected = mayCorrect && n % 100 < CORRECTED;
  return {
    stream: `realisation-${id}`,
    expected: 0,
    events: [
      { id: idFrom(`recorded ${salt}${n}`), type: 'RealisationRecorded', data: recorded, effectiveOn: on },
      ...(isCorrected
        ? [{ id: idFrom(`corrected ${salt}${n}`), type: 'RealisationCorrected', data: corrected, effectiveOn: on }]
        : []),
    ],
  };
}
