import { startDistributed as startLauncher } from '../../processes/distributed.js';
import { askGraphql, type Platform } from './platform-process.js';

/** The distributed shape as one platform: every question goes to the next API process, whatever was asked of the one before. */
export async function startDistributed(env: Readonly<Record<string, string>>): Promise<Platform> {
  const { DATA_FOLDER: dataFolder = '', ...rest } = env;
  const launcher = await startLauncher({ dataFolder, env: rest });
  let asked = 0;
  const next = (): string => launcher.apis[asked++ % launcher.apis.length] ?? '';
  return {
    output: launcher.output,
    token: launcher.token,
    graphql: (query, variables, token) => askGraphql(next(), query, variables, token),
    stop: launcher.stop,
    launcher,
  };
}
