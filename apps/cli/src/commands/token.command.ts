import { KEY_FILE, Tokens, type Identity } from '#libs/access';
import { isMunicipalityCode, isProvinceCode, looksPersonal, ok, refuse, systemClock, type Result } from '#libs/kernel';
import { MunicipalityRegistry } from '#libs/municipalities';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { keyFolder } from '../key-folder.js';
import type { TokenOptions } from '../options.js';
import { openStore, whenOk } from '../store-session.js';
import { EXIT, type ExitCode, type Terminal } from '../terminal.js';

/** For which organisation somebody in a role works [domain.md §7]. */
const ORGANISATION: Readonly<Record<TokenOptions['role'], 'municipality' | 'province' | 'either' | 'none'>> = {
  municipality: 'municipality',
  'municipal-manager': 'municipality',
  coordinator: 'either',
  'coa-liaison': 'none',
  'housing-corporation': 'none',
  'support-team': 'none',
  supervisor: 'province',
  'supervisor-approver': 'province',
  'board-reader': 'either',
  auditor: 'none',
  operator: 'none',
};

const NEEDED = {
  municipality: 'een gemeentecode (GM0344)',
  province: 'een provinciecode (PV26)',
  either: 'een gemeente- of provinciecode (GM0344, PV26)',
} as const;

/** A token cannot be taken back before it ends, so it does not last: thirty days. */
const MOST_HOURS = 30 * 24;
/** A pseudonym in one word; what it is built of can stand in any log. */
const SUBJECT = /^[A-Za-z0-9][A-Za-z0-9:._-]{0,99}$/;
/** Actors that the software itself goes by: a token must not speak in their name. */
const RESERVED = /^(system|local):|^public$/i;

/**
 * Issues a token with the key of the data folder; whoever can read that key may (they could sign one by hand). With
 * `DATABASE_URL` no database is asked: the key lies in `DATA_FOLDER` or `.bovenlokaal`. The token stands alone on stdout.
 */
export async function issueToken(to: Terminal, options: TokenOptions): Promise<ExitCode> {
  return whenOk(to, identityOf(options), async (identity) => {
    const folder = await folderOf(to, options);
    if (!existsSync(join(folder, KEY_FILE))) {
      to.progress(`In ${folder} is een nieuwe sleutel gemaakt; alleen wie met die map draait, kent dit aanmeldbewijs.`);
    }
    const tokens = await Tokens.inFolder(folder, systemClock);
    const token = await tokens.issueToken(identity, options.hours * 60 * 60);
    return whenOk(to, await tokens.verifyToken(token), ({ expiresAt }) => {
      to.progress(`${identity.actor}, ${identity.role}, geldig tot ${expiresAt}`);
      const { actor, role, organisation } = identity;
      to.answer({ token, actor, role, organisation, expiresAt }, () => token);
      return EXIT.done;
    });
  });
}

async function folderOf(to: Terminal, options: TokenOptions): Promise<string> {
  if (options.data === undefined && process.env['DATABASE_URL']) return keyFolder({ folder: null });
  // Where an embedded store keeps its files only the store knows; it may have to lie elsewhere than asked.
  const database = await openStore(to, options);
  await database.close();
  return keyFolder(database);
}

function identityOf({ role, organisation, subject, hours }: TokenOptions): Result<Identity> {
  if (!SUBJECT.test(subject)) {
    const message = 'het kenmerk is 1 tot 100 letters, cijfers en : . _ - en begint met een letter of cijfer';
    return refuse('SUBJECT_INVALID', message, ['subject']);
  }
  if (looksPersonal(subject)) {
    return refuse('PERSONAL_DATA_SUSPECTED', 'het kenmerk lijkt een BSN of V-nummer te bevatten', ['subject']);
  }
  if (RESERVED.test(subject)) {
    return refuse('SUBJECT_RESERVED', 'kenmerken met system: of local:, en public, zijn van de software zelf', [
      'subject',
    ]);
  }
  if (hours < 1 || hours > MOST_HOURS) {
    return refuse('HOURS_OUT_OF_RANGE', `een aanmeldbewijs geldt 1 tot ${MOST_HOURS} uur`, ['hours']);
  }
  const code = organisationOf(role, organisation);
  return code.ok ? ok({ actor: subject, role, organisation: code.value }) : code;
}

function organisationOf(role: TokenOptions['role'], text: string | undefined): Result<Identity['organisation']> {
  const path = ['organisation'];
  const needed = ORGANISATION[role];
  if (needed === 'none') {
    if (text === undefined) return ok(null);
    return refuse('ORGANISATION_NOT_APPLICABLE', `bij de rol ${role} hoort geen gemeente of provincie`, path);
  }
  if (text === undefined) {
    return refuse('ORGANISATION_REQUIRED', `bij de rol ${role} hoort ${NEEDED[needed]}: --organisation`, path);
  }
  const registry = MunicipalityRegistry.load();
  if (needed !== 'province' && isMunicipalityCode(text)) return registry.code(text, path);
  if (needed !== 'municipality' && isProvinceCode(text)) return registry.province(text, path);
  return refuse(
    'ORGANISATION_INVALID',
    `“${text.slice(0, 40)}” is niet ${NEEDED[needed]}, die bij ${role} hoort`,
    path,
  );
}
