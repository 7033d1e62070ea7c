import { parse } from 'yaml';
import { z } from 'zod';
import { ComposeError, interpolateAll } from './interpolate.js';

const service = z.object({
  image: z.string(),
  command: z.array(z.string()).default([]),
  environment: z.record(z.string(), z.string()).default({}),
  depends_on: z
    .record(
      z.string(),
      z.object({ condition: z.enum(['service_started', 'service_healthy', 'service_completed_successfully']) }),
    )
    .default({}),
  volumes: z.array(z.string().regex(/^[a-z]+:\/\S+$/)).default([]),
  ports: z.array(z.string()).default([]),
  restart: z.enum(['no', 'always', 'on-failure', 'unless-stopped']).default('no'),
  deploy: z.object({ replicas: z.number().int().min(1) }).default({ replicas: 1 }),
});

const document = z.object({ services: z.record(z.string(), service) });

export type Condition = 'service_started' | 'service_healthy' | 'service_completed_successfully';

/** What the launcher takes from a service of the compose file. */
export interface ComposeService {
  readonly name: string;
  readonly image: string;
  readonly command: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  readonly dependsOn: ReadonlyMap<string, Condition>;
  /** Folder in the container by volume. */
  readonly volumes: ReadonlyMap<string, string>;
  /** False for a service that does one thing and ends. */
  readonly restart: boolean;
  readonly replicas: number;
  /** Reached from outside the containers. */
  readonly published: boolean;
}

/**
 * Reads the services of a compose file, in its order, with the variables put in.
 * @throws ComposeError
 */
export function readComposeFile(
  text: string,
  variables: Readonly<Record<string, string | undefined>>,
): readonly ComposeService[] {
  const parsed = document.safeParse(interpolateAll(parse(text, { merge: true }), variables));
  if (!parsed.success) {
    throw new ComposeError(parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('\n'));
  }
  return Object.entries(parsed.data.services).map(([name, { image, command, environment, ...rest }]) => ({
    name,
    image,
    command,
    environment,
    dependsOn: new Map(Object.entries(rest.depends_on).map(([on, { condition }]) => [on, condition])),
    volumes: new Map(rest.volumes.map((volume) => volume.split(':') as [string, string])),
    restart: rest.restart !== 'no',
    replicas: rest.deploy.replicas,
    published: rest.ports.length > 0,
  }));
}
