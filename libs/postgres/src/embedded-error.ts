/**
 * Why the embedded Postgres cannot serve. The message is Dutch and names the remedy.
 * - `BINARIES_MISSING`: the optional package with the server for this platform is not installed.
 * - `FOLDER_FOREIGN`: the data folder holds something that is not ours; nothing in it was touched.
 * - `FOLDER_DAMAGED`: our folder, but without its password or with an incomplete or other-version cluster.
 * - `FOLDER_NOT_OURS`: another operating-system user owns the folder.
 * - `FOLDER_BUSY`: another process has been starting or stopping the server for too long.
 * - `START_FAILED`: the server did not come up; the message quotes the end of its log.
 */
export class EmbeddedPostgresError extends Error {
  constructor(
    readonly code:
      'BINARIES_MISSING' | 'FOLDER_FOREIGN' | 'FOLDER_DAMAGED' | 'FOLDER_NOT_OURS' | 'FOLDER_BUSY' | 'START_FAILED',
    message: string,
  ) {
    super(message);
    this.name = 'EmbeddedPostgresError';
  }
}
