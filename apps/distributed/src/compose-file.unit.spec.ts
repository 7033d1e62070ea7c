import { packageFile } from '#libs/kernel';
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { readComposeFile } from './compose-file.js';
import { environmentHere } from './translation.js';

interface Service {
  readonly image: string;
  readonly build?: string;
  readonly command?: readonly string[];
  readonly environment?: Readonly<Record<string, unknown>>;
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
  readonly volumes?: readonly string[];
  readonly ports?: readonly string[];
  readonly healthcheck?: { readonly test: readonly string[]; readonly timeout: string };
  readonly restart?: string;
  readonly read_only?: boolean;
  readonly security_opt?: readonly string[];
  readonly cap_drop?: readonly string[];
  readonly stop_grace_period?: string;
  readonly deploy?: { readonly replicas: number };
}

/** Of `tools/kafka/settings.mjs`. */
interface KafkaSettings {
  readonly properties: (node: object, nodes: readonly object[], places: object) => Readonly<Record<string, unknown>>;
  readonly asEnvironment: (settings: Readonly<Record<string, unknown>>) => readonly string[];
}

const path = packageFile('docker-compose.yml');
const text = readFileSync(path, 'utf8');
const document = parse(text, { merge: true }) as {
  readonly services: Readonly<Record<string, Service>>;
  readonly volumes: Readonly<Record<string, null>>;
};
const services = Object.entries(document.services);
const ours = services.filter(([, { image }]) => image === 'bovenlokaal');
const staying = ours.filter(([, { restart }]) => restart !== 'no');

const compose = ([command = '', ...first]: readonly string[], args: readonly string[], password: string) =>
  spawnSync(command, [...first, ...args], {
    encoding: 'utf8',
    env: { ...process.env, POSTGRES_PASSWORD: password },
  });
/** As a plug-in of Docker's client, or the program of its own that Debian has. */
const client = [['docker', 'compose'], ['docker-compose']].find((each) => compose(each, ['version'], '').status === 0);

/** Keys of a service that the Compose specification knows, as far as we use them. */
const KNOWN = new Set(
  `build cap_drop command depends_on deploy environment healthcheck image init ports read_only restart security_opt
   stop_grace_period tmpfs volumes`.split(/\s+/),
);

describe('docker-compose.yml', () => {
  it('knows at its top only what the specification has, and extensions', () => {
    for (const key of Object.keys(document)) expect(key).toMatch(/^(services|volumes|x-[a-z-]+)$/);
    for (const [, service] of services) for (const key of Object.keys(service)) expect(KNOWN).toContain(key);
  });

  it('depends only on services that are there, on health only where that is asked for, in the order of the file', () => {
    const seen: string[] = [];
    for (const [name, { depends_on = {} }] of services) {
      for (const [on, { condition }] of Object.entries(depends_on)) {
        // Stopping is in the reverse order of the file.
        expect(seen).toContain(on);
        const other = document.services[on];
        if (condition === 'service_healthy') expect(other?.healthcheck).toBeDefined();
        if (condition === 'service_completed_successfully') expect(other?.restart).toBe('no');
      }
      seen.push(name);
    }
  });

  it('mounts only volumes that are named, and names none that nobody mounts', () => {
    const mounted = services.flatMap(([, { volumes = [] }]) => volumes.map((volume) => volume.split(':')[0]));
    expect([...new Set(mounted)].sort()).toEqual(Object.keys(document.volumes).sort());
  });

  it('has settings that are texts: YAML would make numbers and booleans of some', () => {
    for (const [, { environment = {} }] of services) {
      for (const value of Object.values(environment)) expect(typeof value).toBe('string');
    }
  });

  it('has no password of its own', () => {
    expect(text).not.toMatch(/PASSWORD:-/);
    expect(() => readComposeFile(text, {})).toThrow('POSTGRES_PASSWORD: set POSTGRES_PASSWORD');
  });

  it('publishes ports on this machine only, as many as there are replicas', () => {
    for (const [, { ports = [], deploy }] of services) {
      for (const port of ports) {
        const [, first, last] = /^127\.0\.0\.1:(\d+)-(\d+):\d+$/.exec(port) ?? [];
        expect(Number(last) - Number(first) + 1).toBe(deploy?.replicas);
      }
    }
  });

  it('runs every process of ours from one image, without rights, on a file system that cannot be written', () => {
    expect(ours.length).toBeGreaterThanOrEqual(5);
    expect(ours.filter(([, { build }]) => build !== undefined)).toHaveLength(1);
    for (const [, service] of ours) {
      expect(service).toMatchObject({
        read_only: true,
        security_opt: ['no-new-privileges:true'],
        cap_drop: ['ALL'],
        stop_grace_period: '15s',
      });
    }
  });

  it('starts programs that exist, and asks those that stay how they are', () => {
    for (const [, { command = [] }] of ours) {
      expect(command[0]).toBe('node');
      const app = /^dist\/bin\/(\w+)\.js$/.exec(command.at(-1) ?? '')?.[1] ?? 'none';
      expect(existsSync(packageFile(`apps/${app}/src/main.ts`))).toBe(true);
    }
    for (const [, { healthcheck, restart, environment }] of staying) {
      expect(restart).toBe('unless-stopped');
      expect(healthcheck?.test.at(-1)).toContain(`127.0.0.1:${String(environment?.['PORT'])}/health/ready`);
    }
  });

  it('has its password beside the address, so that it may hold any character', () => {
    const password = 'a/b@c:d#e?f%41';
    for (const service of readComposeFile(text, { POSTGRES_PASSWORD: password })) {
      if (service.environment['DATABASE_URL'] === undefined) continue;
      expect(service.environment).toMatchObject({ PGPASSWORD: password });
      expect(service.environment['DATABASE_URL']).not.toContain(password);
    }
  });

  it('has a broker with the settings of the one that is tested and measured, but for places', async () => {
    const { asEnvironment, properties } = (await import(packageFile('tools/kafka/settings.mjs'))) as KafkaSettings;
    const node = { id: 1, port: 9092, controllerPort: 9093 };
    const tested = asEnvironment(properties(node, [node], { dataFolder: '/data' }));
    const shipped = Object.entries(document.services['kafka']?.environment ?? {});
    const places = /^KAFKA_(LISTENERS|ADVERTISED_LISTENERS|CONTROLLER_QUORUM_VOTERS|LOG_DIRS)$/;
    const settings = shipped.filter(([name]) => !places.test(name)).map(([name, value]) => `${name}=${String(value)}`);
    expect(tested).toEqual(expect.arrayContaining(settings));
    // What decides how soon one that was killed is back.
    const sessions = (all: readonly string[]) => all.filter((each) => /_(SESSION|HEARTBEAT)_/.test(each)).sort();
    expect(sessions(settings)).toEqual(sessions(tested));
  });

  it('gives the processes on this machine the settings of the containers, but for names, ports, folders and the password', () => {
    const read = readComposeFile(text, { POSTGRES_PASSWORD: 'p', DEMO: 'true' }).filter(
      ({ image }) => image === 'bovenlokaal',
    );
    const machine = { databaseUrl: 'postgres://here', kafkaBrokers: '127.0.0.1:1,127.0.0.1:2', folder: '/folder' };
    for (const service of read) {
      const here = environmentHere(service, machine, { port: 7, metricsPort: 8 });
      const moved = Object.keys(here).filter((name) => here[name] !== service.environment[name]);
      expect(here).toMatchObject({ DATABASE_URL: 'postgres://here' });
      if (service.volumes.size > 0) expect(here['DATA_FOLDER']).toBe('/folder');
      if (service.restart) {
        expect(here).toMatchObject({
          PORT: '7',
          METRICS_PORT: '8',
          HOST: '127.0.0.1',
          METRICS_HOST: '127.0.0.1',
          KAFKA_BROKERS: '127.0.0.1:1,127.0.0.1:2',
        });
      }
      for (const name of moved) {
        expect(name).toMatch(/^(DATABASE_URL|DATA_FOLDER|PORT|HOST|METRICS_PORT|METRICS_HOST|KAFKA_BROKERS)$/);
      }
      expect(Object.keys(here)).toEqual(Object.keys(service.environment).filter((name) => name !== 'PGPASSWORD'));
    }
  });

  // Without a client the test is skipped, which is said at the end of the run, and fails it in CI.
  (client === undefined ? it.skip : it)('is accepted by Docker Compose, with a password and not without', () => {
    const config = (password: string) => compose(client ?? [], ['-f', path, 'config', '--quiet'], password);
    expect(config('p')).toMatchObject({ status: 0 });
    expect(config('')).toMatchObject({ stderr: expect.stringContaining('set POSTGRES_PASSWORD') as string });
    expect(config('').status).not.toBe(0);
  });
});

describe('the image', () => {
  const image = readFileSync(packageFile('Dockerfile'), 'utf8');

  it('runs the API where no other command is given, as the compose file does, where it can be reached', () => {
    expect(JSON.parse(/^CMD (.+)$/m.exec(image)?.[1] ?? '')).toEqual(document.services['api']?.command);
    expect(image).toMatch(/^ENV .*\bHOST=0\.0\.0\.0\b/m);
  });

  it.each(['.gitignore', '.dockerignore'])('has no part in the passwords of .env: %s', (file) => {
    expect(readFileSync(packageFile(file), 'utf8').split('\n')).toContain('.env');
  });
});
