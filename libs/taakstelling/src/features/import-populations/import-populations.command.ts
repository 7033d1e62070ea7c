import { ImportCommand } from '../import-command.js';

/** `municipality,on,persons,source[,known_at][,remark]`. */
export class ImportPopulations extends ImportCommand {}
