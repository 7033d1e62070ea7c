import { ImportCommand } from '../import-command.js';

/** `period,municipality,persons,announced_on,source[,state][,known_at][,remark]`. */
export class ImportTargets extends ImportCommand {}
