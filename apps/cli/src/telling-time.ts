import type { Terminal } from './terminal.js';

const A_SECOND = 1000;

/** Tells whoever looks on how long the work takes by now, second by second, on one line that goes when the work is done. */
export async function tellingTime<T>(to: Terminal, what: string, work: Promise<T>): Promise<T> {
  const began = performance.now();
  const seconds = (): number => Math.round((performance.now() - began) / A_SECOND);
  const timer = setInterval(() => to.passing?.(`${what}, ${seconds()} s`), A_SECOND);
  try {
    return await work;
  } finally {
    clearInterval(timer);
    to.passing?.('');
  }
}
