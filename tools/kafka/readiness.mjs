// Whether a broker serves: it answers a Metadata request and names all the nodes it should know. A port opens long before that.
import { connect } from 'node:net';

const METADATA = 3;
const VERSION = 1;

/** Length, API key, version, correlation id, no client id, no topics: all of it in network order. */
function metadataRequest() {
  const request = Buffer.alloc(18);
  request.writeInt32BE(14, 0);
  request.writeInt16BE(METADATA, 4);
  request.writeInt16BE(VERSION, 6);
  request.writeInt32BE(1, 8);
  request.writeInt16BE(-1, 12);
  request.writeInt32BE(0, 14);
  return request;
}

/** The node ids in the answer: correlation id, then rows of id, host, port, rack. */
function nodeIds(answer) {
  const ids = [];
  let at = 4;
  const string = () => {
    const length = answer.readInt16BE(at);
    at += 2 + Math.max(0, length);
  };
  const count = answer.readInt32BE(at);
  at += 4;
  for (let n = 0; n < count; n++) {
    ids.push(answer.readInt32BE(at));
    at += 4;
    string();
    at += 4;
    string();
  }
  return ids;
}

/** The ids of the nodes that the broker at this port knows to serve; null when it does not answer. */
export function servingNodes(host, port, timeoutMs = 2_000) {
  return new Promise((resolve) => {
    const socket = connect({ host, port });
    const end = (result) => {
      socket.destroy();
      resolve(result);
    };
    let received = Buffer.alloc(0);
    socket.setTimeout(timeoutMs, () => end(null));
    socket.on('error', () => end(null));
    socket.on('close', () => end(null));
    socket.on('connect', () => socket.write(metadataRequest()));
    socket.on('data', (chunk) => {
      received = Buffer.concat([received, chunk]);
      if (received.length < 4 || received.length < 4 + received.readInt32BE(0)) return;
      try {
        end(nodeIds(received.subarray(4)));
      } catch {
        end(null); // Whoever answers so is no Kafka broker.
      }
    });
  });
}
