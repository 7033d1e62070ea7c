import { packageFile } from '#libs/kernel';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';

const LAUNCHER = packageFile('tools/kafka/broker.mjs');
/** Kafka looks through its log after a hard stop, on a machine that has other things to do. */
const UP_PATIENCE_MS = 120_000;

/** A Kafka broker of one's own, which is started again when it dies. */
export interface Broker {
  /** `host:port`; the same after a restart. */
  readonly addresses: readonly string[];
  /** Of the broker that serves now; null while there is none. */
  readonly pid: () => number | null;
  /** Kills it and leaves it down. */
  readonly down: () => Promise<void>;
  readonly up: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

interface Described {
  readonly brokers: readonly string[];
  readonly nodes: readonly { readonly pid: number | null }[];
}

/** @throws in words when no broker can be had on this machine. */
export async function startBroker(): Promise<Broker> {
  const launcher = spawn(process.execPath, [LAUNCHER, '--supervise'], { stdio: ['pipe', 'pipe', 'pipe'] });
  const ended = once(launcher, 'exit');
  let complaint = '';
  launcher.stderr.setEncoding('utf8').on('data', (text: string) => (complaint += text));
  let described: Described | undefined;
  let times = 0;
  // Said again whenever a broker serves again.
  createInterface({ input: launcher.stdout }).on('line', (line) => {
    described = JSON.parse(line) as Described;
    times++;
  });
  const served = async (oftener: number): Promise<Described> => {
    const deadline = Date.now() + UP_PATIENCE_MS;
    while (described === undefined || times < oftener) {
      if (launcher.exitCode !== null) throw new Error(`no broker: ${complaint}`);
      if (Date.now() > deadline) throw new Error(`the broker does not serve: ${complaint}`);
      await sleep(20);
    }
    return described;
  };
  const { brokers } = await served(1);
  const pid = (): number | null => {
    const known = described?.nodes[0]?.pid ?? null;
    return known !== null && isAlive(known) ? known : null;
  };
  return {
    addresses: brokers,
    pid,
    down: async () => {
      const before = pid();
      launcher.stdin.write('down 1\n');
      while (before !== null && isAlive(before)) await sleep(20);
    },
    up: async () => {
      const before = times;
      launcher.stdin.write('up 1\n');
      await served(before + 1);
    },
    stop: async () => {
      if (launcher.exitCode !== null) return;
      launcher.kill('SIGTERM');
      await ended;
    },
  };
}

export function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
