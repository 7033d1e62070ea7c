import { ImportCommand } from '../import-command.js';

/** `period,scope,figure,value,as_of,source,published_on[,known_at][,remark]`. */
export class ImportPublished extends ImportCommand {}
