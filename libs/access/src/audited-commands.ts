import { idLooksPersonal, type Clock, type JsonObject, type JsonValue } from '#libs/kernel';
import type { CommandBus } from '@nestjs/cqrs';
import { randomUUID } from 'node:crypto';
import { recordOrTell, type AuditLine, type AuditResult, type AuditTrail, type Persistence } from './audit-trail.js';
import { ANONYMOUS, ROLES, type Circumstance, type Identity } from './identity.js';

/** 32 random hexadecimal digits, as a W3C trace id. A UUID's come from a pool: every request needs one. */
export const newTraceId = (): string => randomUUID().replaceAll('-', '');

export const circumstanceOf = ({ circumstance }: Pick<Identity, 'circumstance'>): Circumstance =>
  circumstance ?? { origin: 'process', traceId: newTraceId() };

/**
 * Makes every dispatch through this bus leave an audit line, allowed or refused, by `recordOrTell`: an answer or fault is
 * never replaced by that of the audit trail. It replaces
 * `execute` of the one bus that a process has, so that no handler, resolver or command line has to think of it.
 */
export function auditCommands(
  bus: Pick<CommandBus, 'execute'>,
  trail: AuditTrail,
  clock: Clock,
  persistence?: Persistence,
): void {
  const dispatch = bus.execute.bind(bus) as (command: object, ...rest: unknown[]) => Promise<unknown>;
  const execute = async (command: object, ...rest: unknown[]): Promise<unknown> => {
    const at = clock.now();
    const line = (result: AuditResult, codes: readonly string[], stored: JsonObject = {}): AuditLine => ({
      at,
      ...personIn(command),
      operation: command.constructor.name,
      object: { ...objectOf(command), ...stored },
      result,
      codes,
    });
    let answer: unknown;
    try {
      answer = await dispatch(command, ...rest);
    } catch (error) {
      await recordOrTell(trail, line('failed', []), persistence);
      throw error;
    }
    await recordOrTell(trail, line(...resultOf(answer), positionOf(answer)), persistence);
    return answer;
  };
  Object.defineProperty(bus, 'execute', { value: execute, configurable: true });
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

function personIn(command: object): { actor: string; role: Identity['role'] } & Circumstance {
  const identity: Partial<Identity> =
    'identity' in command && isObject(command.identity) ? command.identity : ANONYMOUS;
  const role = ROLES.find((known) => known === identity.role) ?? ANONYMOUS.role;
  return { actor: String(identity.actor), role, ...circumstanceOf(identity) };
}

function resultOf(answer: unknown): [AuditResult, readonly string[]] {
  if (!isObject(answer) || !('ok' in answer)) return ['done', []];
  if (answer['ok'] === false && Array.isArray(answer['refusals'])) {
    return [
      'refused',
      [...new Set(answer['refusals'].map((refusal: { code: string }) => String(refusal.code)))].slice(0, 20),
    ];
  }
  const repeated = isObject(answer['value']) && answer['value']['repeated'] === true;
  return [repeated ? 'repeated' : 'done', []];
}

/** Where the command stands in the log: by it every stored command can be held against its line. */
function positionOf(answer: unknown): JsonObject {
  const value = isObject(answer) && isObject(answer['value']) ? answer['value'] : {};
  return typeof value['position'] === 'number' ? { position: value['position'] } : {};
}

/** The fields by which a line can be found again. All others stay out: an audit line must not become a second store of free text. */
const NAMED = [
  'municipality',
  'municipalities',
  'province',
  'scope',
  'period',
  'figure',
  'administration',
  'id',
  'realisation',
  'household',
  'dwelling',
  'exchange',
  'leg',
  'post',
  'answer',
  'obstacle',
  'region',
  'policy',
  'version',
  'kind',
] as const;
const MOST_VALUES = 30;
/** Who publish figures (domain.md §2). Any other source is free text. */
const PUBLISHERS = ['province', 'rijk', 'coa', 'municipality'] as const;

function objectOf(command: object): JsonObject {
  const object: Record<string, JsonValue> = {};
  if ('commandId' in command && typeof command.commandId === 'string') object['commandId'] = kept(command.commandId);
  const input = 'input' in command && isObject(command.input) ? command.input : {};
  for (const name of NAMED) {
    const value = input[name];
    if (typeof value === 'string') object[name] = kept(value);
    else if (Array.isArray(value)) {
      const codes = value.filter((item): item is string => typeof item === 'string').slice(0, MOST_VALUES);
      if (codes.length > 0) object[name] = codes.map(kept);
    }
  }
  const publisher = PUBLISHERS.find((known) => known === input['source']);
  if (publisher !== undefined) object['source'] = publisher;
  return object;
}

const CODE = /^[\w.:-]{1,100}$/;

/**
 * A code or an id as it is, and `?` for anything else: a command that is refused can carry anything, and from the audit trail nothing
 * can be erased.
 */
const kept = (value: string): string => (CODE.test(value) && !idLooksPersonal(value) ? value : '?');
