import type { ComposeService } from './compose-file.js';

/** Where on this machine that stands which the compose file knows by another name. */
export interface Machine {
  readonly databaseUrl: string;
  /** `host:port`, divided by commas where there are more. */
  readonly kafkaBrokers: string;
  /** The data folder, for every volume of our processes. */
  readonly folder: string;
}

/** Ports of one process on this machine. */
export interface Ports {
  readonly port: number;
  readonly metricsPort: number;
}

/** Belongs to the address in the compose file. The one that stands for it has its own, or that of the environment we were started in. */
export const PASSWORD = 'PGPASSWORD';
const LOOPBACK = '127.0.0.1';
const DATABASE = /^postgres(ql)?:\/\/[^/]*@postgres:\d+\//;
const KAFKA = /^kafka:\d+$/;

/** The settings of a service as a process of this machine: the same, but for names, ports, folders and the password of containers. */
export function environmentHere(service: ComposeService, machine: Machine, ports: Ports): Record<string, string> {
  const here = ([name, value]: readonly [string, string]): [string, string] => {
    if (DATABASE.test(value)) return [name, machine.databaseUrl];
    if (KAFKA.test(value)) return [name, machine.kafkaBrokers];
    if ([...service.volumes.values()].includes(value)) return [name, machine.folder];
    if (value === '0.0.0.0') return [name, LOOPBACK];
    if (name === 'PORT') return [name, String(ports.port)];
    if (name === 'METRICS_PORT') return [name, String(ports.metricsPort)];
    return [name, value];
  };
  const settings = Object.entries(service.environment).filter(([name]) => name !== PASSWORD);
  return Object.fromEntries(settings.map(here));
}
