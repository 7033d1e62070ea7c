import { openEmbedded } from './embedded.js';

export interface OpenDatabaseOptions {
  /** `--data DIR`: an embedded server with its data there, whatever the environment says. */
  readonly dataFolder?: string;
  /** Where `DATABASE_URL` may stand; usually `process.env`. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly log?: (message: string) => void;
}

export interface OpenDatabase {
  readonly url: string;
  readonly embedded: boolean;
  /** The data folder of an embedded server; null with `DATABASE_URL`. */
  readonly folder: string | null;
  close(): Promise<void>;
}

/** The store to work on (interfaces.md §1): `--data DIR` if given, else `DATABASE_URL`, else the embedded one in `.bovenlokaal`. */
export async function openDatabase(options: OpenDatabaseOptions): Promise<OpenDatabase> {
  const url = options.env['DATABASE_URL'];
  if (options.dataFolder === undefined && url !== undefined && url !== '') {
    return { url, embedded: false, folder: null, close: () => Promise.resolve() };
  }
  const opened = await openEmbedded({
    ...(options.dataFolder === undefined ? {} : { folder: options.dataFolder }),
    ...(options.log === undefined ? {} : { log: options.log }),
  });
  return { url: opened.url, embedded: true, folder: opened.folder, close: () => opened.close() };
}
