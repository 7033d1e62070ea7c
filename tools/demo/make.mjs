// Remakes the invented files of data/demo from libs/demo (after `npm run build`). The seeds are fixed: without a change in
// libs/demo the files come out byte for byte the same, which a spec of libs/demo checks.
import { writeFileSync } from 'node:fs';
import { demoPath, reportFiles } from '../../dist/libs/demo/src/index.js';

for (const { name, text } of reportFiles()) {
  writeFileSync(demoPath(name), text);
  console.error(`data/demo/${name}: ${text.split('\n').length - 2} rows`);
}
