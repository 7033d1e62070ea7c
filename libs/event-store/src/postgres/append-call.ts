import type { QueryConfig } from 'pg';
import { EventIdReused } from '../errors.js';
import type { PreparedAppend } from '../prepared-append.js';
import { appendOneSql } from './append-one.sql.js';
import type { Answer } from './group-commit.js';
import type { JsonValue } from '#libs/kernel';

const CALL = `select before::text, refused from append_events(
  $1::timestamptz, $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::int[], $8::text[], $9::int[], $10::int[],
  $11::int[], $12::uuid[], $13::text[], $14::text[], $15::text[], $16::date[], $17::bytea)`;

/** The one row that `append_events` gives back. */
export interface AppendRow {
  readonly before: string;
  readonly refused: readonly Refused[] | null;
}

/** A request that was not appended; `request` counts from 1. */
type Refused = { readonly request: number } & (
  | { readonly kind: 'repeated' | 'command-reused'; readonly position: number; readonly result: JsonValue }
  | { readonly kind: 'version-conflict'; readonly stream: string; readonly expected: number; readonly actual: number }
  | { readonly kind: 'event-id-reused'; readonly id: string }
);

/** Turns a group into the arguments of `append_events`. */
export function appendCall(group: readonly PreparedAppend[], notBefore: string | null): QueryConfig {
  const actors: string[] = [];
  const commands: string[] = [];
  const contentHashes: string[] = [];
  const results: string[] = [];
  const metas: string[] = [];
  const entryCounts: number[] = [];
  const streams = new Map<string, number>();
  const entryStreams: number[] = [];
  const entryExpected: number[] = [];
  const entryEvents: number[] = [];
  const ids: string[] = [];
  const eventStreams: string[] = [];
  const types: string[] = [];
  const datas: string[] = [];
  const effectiveOns: (string | null)[] = [];
  const digests: Buffer[] = [];
  for (const { request, streams: entries, metaText, resultText } of group) {
    actors.push(request.meta.actor);
    commands.push(request.command.id);
    contentHashes.push(request.command.contentHash);
    results.push(resultText);
    metas.push(metaText.slice(0, -1));
    entryCounts.push(entries.length);
    for (const { stream, expected, events } of entries) {
      let index = streams.get(stream);
      if (index === undefined) streams.set(stream, (index = streams.size + 1));
      entryStreams.push(index);
      entryExpected.push(expected);
      entryEvents.push(events.length);
      for (const event of events) {
        ids.push(event.id);
        eventStreams.push(stream);
        types.push(event.type);
        datas.push(event.dataText);
        effectiveOns.push(event.effectiveOn);
        digests.push(event.digest);
      }
    }
  }
  return {
    name: 'append_events',
    text: CALL,
    values: [
      notBefore,
      actors,
      commands,
      contentHashes,
      results,
      metas,
      entryCounts,
      [...streams.keys()],
      entryStreams,
      entryExpected,
      entryEvents,
      ids,
      eventStreams,
      types,
      datas,
      effectiveOns,
      Buffer.concat(digests),
    ],
  };
}

/** The same for a group of one request with one event, or null when it holds more. Gives a row when it was stored. */
export function appendOneCall(group: readonly PreparedAppend[], notBefore: string | null): QueryConfig | null {
  const [append, otherRequest] = group;
  const [entry, otherStream] = append?.streams ?? [];
  const event = entry?.events[0];
  if (!append || !entry || !event || otherRequest || otherStream || append.size > 1) return null;
  const { request, metaText, resultText } = append;
  return {
    name: 'append_one',
    text: appendOneSql,
    values: [
      notBefore,
      entry.stream,
      request.meta.actor,
      request.command.id,
      event.id,
      event.digest,
      entry.expected,
      event.type,
      event.dataText,
      metaText.slice(0, -1),
      event.effectiveOn,
      request.command.contentHash,
      resultText,
    ],
  };
}

/** Reads the answers back: what was not refused was appended, in order, from `before` + 1. */
export function readAnswers(group: readonly PreparedAppend[], row: AppendRow): { answers: Answer[]; head: number } {
  let head = Number(row.before);
  const refused = new Map((row.refused ?? []).map((r) => [r.request, r]));
  const answers = group.map(({ size, request }, i): Answer => {
    const no = refused.get(i + 1);
    if (no === undefined) {
      head += size;
      return { kind: 'appended', position: head, result: request.result };
    }
    switch (no.kind) {
      case 'repeated':
        return { kind: 'repeated', position: no.position, result: no.result };
      case 'command-reused':
        return { kind: 'command-reused' };
      case 'version-conflict':
        return { kind: 'version-conflict', stream: no.stream, expected: no.expected, actual: no.actual };
      case 'event-id-reused':
        return new EventIdReused(no.id);
    }
  });
  return { answers, head };
}
