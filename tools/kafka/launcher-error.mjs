/** What stands in the way of a broker on this machine, in words for whoever asked for it. */
export class LauncherError extends Error {
  name = 'LauncherError';
}
