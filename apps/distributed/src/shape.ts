import { packageFile } from '#libs/kernel';
import { freePort } from '#libs/postgres';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ComposeService, Condition } from './compose-file.js';
import type { DistributedDocument, ProcessEntry } from './distributed-file.js';
import { NotStarted } from './not-started.js';
import { askHealth, hasCaughtUp, type ProcessHealth } from './process-health.js';
import type { Surrounding } from './surroundings.js';
import { SupervisedProcess } from './supervised-process.js';
import { environmentHere, type Machine } from './translation.js';

export interface ShapeOptions {
  /** Of our image, in the order of the compose file. */
  readonly services: readonly ComposeService[];
  readonly machine: Machine;
  /** What runs beside them, by the name that it has in the compose file. */
  readonly surroundings: ReadonlyMap<string, Surrounding<unknown>>;
  /** Of the first published process; 0 = free ones. */
  readonly firstPort: number;
  readonly inherited: NodeJS.ProcessEnv;
  readonly say: (line: string, by: string) => void;
  /** Something started or ended. */
  readonly onChange: () => void;
}

/** Somebody else listens where an API process should. */
export class PortTaken extends Error {
  override readonly name = 'PortTaken';
  constructor(port: number) {
    super(`De poort ${port} is bezet. Kies een andere met PORT=… (0: vrije poorten).`);
  }
}

interface Member {
  readonly service: ComposeService;
  readonly process: SupervisedProcess;
  readonly port: number;
  readonly metricsPort: number;
}

/** More than the 12 seconds after which a process gives up stopping in order, as in the compose file. */
const STOP_PATIENCE_MS = 15_000;
const POLL_MS = 100;
/** Whoever ended so often without ever being ready will not be ready the next time either. */
const MOST_FAILURES = 6;

/** The processes of the product, started in the order that they need and stopped in the reverse of it. */
export class Shape {
  readonly #members = new Map<string, readonly Member[]>();
  readonly #reached = new Map<string, Promise<void>>();
  readonly #stopping = new AbortController();

  private constructor(private readonly options: ShapeOptions) {}

  /** Chooses the ports; starts nothing yet. @throws PortTaken */
  static async of(options: ShapeOptions): Promise<Shape> {
    const shape = new Shape(options);
    let next = options.firstPort;
    const taken = new Set<number>();
    for (const service of options.services) {
      const members: Member[] = [];
      for (let replica = 1; replica <= service.replicas; replica++) {
        const port = service.published && options.firstPort !== 0 ? await ifFree(next++) : await anotherPort(taken);
        members.push(shape.member(service, replica, { port, metricsPort: await anotherPort(taken) }));
      }
      shape.#members.set(service.name, members);
    }
    return shape;
  }

  private member(service: ComposeService, replica: number, ports: { port: number; metricsPort: number }): Member {
    const { machine, inherited, say, onChange } = this.options;
    const name = service.restart ? `${service.name}-${replica}` : service.name;
    const process = new SupervisedProcess({
      name,
      args: service.command.slice(1),
      cwd: packageFile('.'),
      env: { ...inherited, ...environmentHere(service, machine, ports) },
      restart: service.restart,
      stopPatienceMs: STOP_PATIENCE_MS,
      onLine: (line) => say(line, name),
      onChange,
    });
    return { service, process, ...ports };
  }

  /** Starts everything, each as soon as what it depends on is as it must be; resolves when all of it works and the read models hold the log. */
  async start(): Promise<void> {
    // One that cannot be brought so far ends the waiting for all.
    await Promise.all(this.options.services.map(({ name }) => this.reached(name, 'service_started')));
    await this.untilReady();
  }

  /** Stops everyone in the reverse order of the file, the processes of one service together. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    for (const { name } of [...this.options.services].reverse()) {
      await Promise.all((this.#members.get(name) ?? []).map(({ process }) => process.stop()));
    }
  }

  document(): DistributedDocument {
    const members = [...this.#members.values()].flat().filter(({ service }) => service.restart);
    return {
      api: members.filter(({ service }) => service.published).map(({ port }) => `http://127.0.0.1:${port}`),
      processes: members.flatMap(({ service, process, port, metricsPort }): ProcessEntry[] =>
        process.pid === null
          ? []
          : [
              {
                name: process.name,
                service: service.name,
                pid: process.pid,
                health: healthOf(port),
                metrics: `http://127.0.0.1:${metricsPort}/metrics`,
              },
            ],
      ),
    };
  }

  /** Once for each service and condition, whoever asks. */
  private reached(name: string, condition: Condition): Promise<void> {
    const key = `${name} ${condition}`;
    const known = this.#reached.get(key);
    if (known !== undefined) return known;
    const reached = this.reach(name, condition);
    reached.catch(() => undefined); // Also heard by `start`.
    this.#reached.set(key, reached);
    return reached;
  }

  private async reach(name: string, condition: Condition): Promise<void> {
    const surrounding = this.options.surroundings.get(name);
    const members = this.#members.get(name);
    // One that is there already: the database or the brokers that the environment names.
    if (surrounding === undefined && members === undefined) return;
    if (surrounding !== undefined) {
      if (condition !== 'service_started') await surrounding.serving;
      return;
    }
    if (condition === 'service_started') return this.startService(name);
    await this.reached(name, 'service_started');
    if (condition === 'service_healthy') return this.untilHealthy(members ?? []);
    for (const { process } of members ?? []) {
      const code = await process.run();
      if (code !== 0) throw new NotStarted(name);
    }
  }

  private async startService(name: string): Promise<void> {
    const members = this.#members.get(name) ?? [];
    const needs = members[0]?.service.dependsOn ?? new Map<string, Condition>();
    await Promise.all([...needs].map(([on, condition]) => this.reached(on, condition)));
    if (this.#stopping.signal.aborted) return;
    for (const { process } of members) void process.run();
  }

  private async untilHealthy(members: readonly Member[]): Promise<void> {
    for (const member of members) await this.until(member, ({ ready }) => ready);
  }

  private async untilReady(): Promise<void> {
    const staying = [...this.#members.values()].flat().filter(({ service }) => service.restart);
    let head = 0;
    for (const member of staying) {
      // What was in the store when the first one answered is what everyone must show.
      await this.until(member, (health) => {
        if (head === 0) head = health.position ?? 0;
        return hasCaughtUp(health, head);
      });
    }
    await Promise.all([...this.options.surroundings.values()].map(({ serving }) => serving));
  }

  private async until({ process, port }: Member, condition: (health: ProcessHealth) => boolean): Promise<void> {
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      const health = await askHealth(healthOf(port));
      if (health !== null && condition(health)) return;
      if (process.failures > MOST_FAILURES) throw new NotStarted(process.name);
      await sleep(POLL_MS, undefined, { signal }).catch(() => undefined);
    }
  }

  /** Read models that stand still, with the reason, as far as anybody tells. */
  async halted(): Promise<readonly string[]> {
    const reasons = new Map<string, string>();
    for (const { port, service } of [...this.#members.values()].flat()) {
      if (!service.restart) continue;
      for (const { name, position, state, haltedReason } of (await askHealth(healthOf(port)))?.readModels ?? []) {
        if (state !== 'halted') continue;
        reasons.set(name, `Leesmodel ${name} staat stil na ${position}: ${haltedReason ?? reasons.get(name) ?? ''}`);
      }
    }
    return [...reasons.values()];
  }
}

/** Nobody listens yet where we have just chosen to: what is free is not enough. */
async function anotherPort(taken: Set<number>): Promise<number> {
  let port = await freePort(null);
  while (taken.has(port)) port = await freePort(null);
  taken.add(port);
  return port;
}

/** @throws PortTaken */
async function ifFree(port: number): Promise<number> {
  if ((await freePort(port)) !== port) throw new PortTaken(port);
  return port;
}

const healthOf = (port: number): string => `http://127.0.0.1:${port}/health/ready`;
