import type { JsonValue, Refusal } from '#libs/kernel';

/** Exit codes of interfaces.md §1. */
export const EXIT = { done: 0, refused: 1, usage: 2 } as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** Where a command's words go: with `--json` one document on stdout, everything for people on stderr. */
export interface Terminal {
  readonly json: boolean;
  /** The answer, as a document for programs or as text for people. */
  answer(document: JsonValue, text: () => string): void;
  /** Something on the way to the answer. */
  progress(text: string): void;
  /** A line that the next one takes the place of, for people who look on; empty: it goes. Absent where nobody does. */
  readonly passing?: (text: string) => void;
  /** Hears why something was not done, beside it being told. */
  readonly refused?: (refusals: readonly Refusal[]) => void;
}

const writeWhole = (stream: NodeJS.WriteStream, text: string): void => {
  stream.write(text.endsWith('\n') ? text : `${text}\n`);
};

/** To the start of the line, and what stands there goes. */
const CLEAR_LINE = '\r\u001B[K';

export function terminal(json: boolean): Terminal {
  let passes = false;
  const passing = (text: string): void => {
    if (passes || text !== '') process.stderr.write(CLEAR_LINE + text);
    passes = text !== '';
  };
  return {
    json,
    answer: (document, text) => {
      passing('');
      writeWhole(process.stdout, json ? JSON.stringify(document) : text());
    },
    progress: (text) => {
      passing('');
      writeWhole(process.stderr, text);
    },
    ...(process.stderr.isTTY ? { passing } : {}),
  };
}

/** More than these say nothing new; the number of all of them is told. */
const MOST_REFUSALS_SHOWN = 20;

/** Tells why nothing was done: `{"refused": [...]}` for programs, one line per reason for people. */
export function tellRefused(to: Terminal, refusals: readonly Refusal[], code: ExitCode = EXIT.refused): ExitCode {
  to.refused?.(refusals);
  if (to.json) {
    const refused = refusals.map((r) => ({
      code: r.code,
      message: r.message,
      path: [...r.path],
      ...(r.details === undefined ? {} : { details: r.details }),
    }));
    to.answer({ refused }, () => '');
    return code;
  }
  for (const { code: name, message, path } of refusals.slice(0, MOST_REFUSALS_SHOWN)) {
    // A refusal about a row names row and column in its message.
    const where = path.length === 0 || path[0] === 'rows' || path[0] === 'header' ? '' : ` (${path.join('.')})`;
    to.progress(`${name}${where}: ${message}`);
  }
  const more = refusals.length - MOST_REFUSALS_SHOWN;
  if (more > 0) to.progress(`… en nog ${more}`);
  return code;
}
