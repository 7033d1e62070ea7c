import { refusal, type JsonValue, type Refusal } from '#libs/kernel';

/** Ends the reading of a spreadsheet from inside its parsers, which know no other way out; `readSpreadsheet` makes a value of it. */
export class Refused extends Error {
  constructor(readonly refusal: Refusal) {
    super(refusal.message);
  }
}

export const stop = (code: string, message: string, details?: Readonly<Record<string, JsonValue>>): never => {
  throw new Refused(refusal(code, message, ['file'], details));
};

export const malformed = (why: string): never => stop('SPREADSHEET_MALFORMED', `het rekenblad is beschadigd: ${why}`);
