const DEFAULT_FOLDER = '.bovenlokaal';

/** Where the key lies of the checkout that serves a database: a token signed with another one is refused. */
export const keyFolder = (database: { readonly folder: string | null }): string =>
  database.folder ?? (process.env['DATA_FOLDER'] || DEFAULT_FOLDER);
