import { crc32, deflateRawSync } from 'node:zlib';
import type { Parts } from './spreadsheets.js';

const LOCAL_BYTES = 30;
const CENTRAL_BYTES = 46;
const END_BYTES = 22;

/**
 * Packs parts of a hundred megabytes in no time, with the unpacked size that they are to declare; null: the true one.
 * Otherwise as the ZIP library does it.
 */
export function packed(parts: Parts, declared: number | null = null): Uint8Array {
  const local: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  for (const [name, content] of Object.entries(parts)) {
    const plain = Buffer.from(content);
    const data = deflateRawSync(plain);
    // Version, flags, method, time, checksum, packed size, declared size, lengths of name and extra: alike in both headers.
    const shared = Buffer.alloc(26);
    shared.writeUInt16LE(20, 0);
    shared.writeUInt16LE(8, 4);
    shared.writeUInt32LE(crc32(plain), 10);
    shared.writeUInt32LE(data.length, 14);
    shared.writeUInt32LE(declared ?? plain.length, 18);
    shared.writeUInt16LE(Buffer.byteLength(name), 22);
    const here = Buffer.from(name);
    local.push(Buffer.from('PK\u0003\u0004'), shared, here, data);
    const trailer = Buffer.alloc(CENTRAL_BYTES - 32);
    trailer.writeUInt32LE(offset, 10);
    central.push(Buffer.from('PK\u0001\u0002'), Buffer.from([20, 0]), shared, trailer, here);
    offset += LOCAL_BYTES + here.length + data.length;
  }
  const directory = Buffer.concat(central);
  const count = Object.keys(parts).length;
  const end = Buffer.alloc(END_BYTES);
  end.write('PK\u0005\u0006', 'latin1');
  end.writeUInt16LE(count, 8);
  end.writeUInt16LE(count, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...local, directory, end]);
}
