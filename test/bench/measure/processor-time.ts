import { existsSync, readdirSync, readFileSync } from 'node:fs';

/** Ticks per second of the times in `/proc`: 100 on every Linux that Node runs on. */
const TICKS = 100;

interface Times {
  readonly parent: number;
  /** Of the process itself, in milliseconds. */
  readonly own: number;
  /** Of its children that have ended. */
  readonly ended: number;
}

function timesOf(pid: number): Times | null {
  let text: string;
  try {
    text = readFileSync(`/proc/${pid}/stat`, 'utf8');
  } catch {
    return null; // It has ended.
  }
  // The name, between brackets, may hold spaces.
  const [, parent, ...rest] = text.slice(text.lastIndexOf(')') + 2).split(' ');
  const [own, kernel, ended, endedKernel] = rest.slice(9, 13).map((ticks) => (Number(ticks) * 1000) / TICKS);
  return { parent: Number(parent), own: (own ?? 0) + (kernel ?? 0), ended: (ended ?? 0) + (endedKernel ?? 0) };
}

/** Processor time that a process and all under it have used, in milliseconds; null where the system does not tell. */
export function processorTime(pid: number): number | null {
  const top = timesOf(pid);
  if (top === null) return null;
  const all = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => [Number(name), timesOf(Number(name))] as const);
  const under = (parent: number): number =>
    all.reduce(
      (sum, [child, times]) => (times?.parent === parent ? sum + times.own + times.ended + under(child) : sum),
      0,
    );
  return top.own + top.ended + under(pid);
}

/** The process that started this one; null where the system does not tell. */
export const parentOf = (pid: number): number | null => (existsSync('/proc') ? (timesOf(pid)?.parent ?? null) : null);
