import { ImportCommand } from '../import-command.js';

/** `municipality,on,persons,kind,source[,administration][,known_at][,one_off][,reason][,remark]`. */
export class ImportRealisations extends ImportCommand {}
