/**
 * The other side of the benchmarks, in a process of its own: a WebSocket echo server, and a TCP server that sends what it is asked for
 * (the client writes the number of bytes as a decimal line). Prints its two ports as one line of JSON; ends when its input ends.
 */
import { createServer, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';
import { WebSocketServer } from 'ws';

const chunk = Buffer.alloc(65_536, 'wirebench ');

function sendAll(socket: Socket, total: number): void {
  let left = total;
  const pump = (): void => {
    while (left > 0) {
      const piece = left >= chunk.length ? chunk : chunk.subarray(0, left);
      left -= piece.length;
      if (!socket.write(piece)) {
        socket.once('drain', pump);
        return;
      }
    }
    socket.end();
  };
  pump();
}

const echo = new WebSocketServer({ port: 0, host: '127.0.0.1', perMessageDeflate: false });
echo.on('connection', (socket) => {
  socket.on('message', (bytes, isBinary) => socket.send(bytes, { binary: isBinary }));
});

const source = createServer((socket) => {
  socket.once('data', (line) => sendAll(socket, Number(line.toString('latin1'))));
  // A client that has seen enough resets; that is the client's business.
  socket.on('error', () => socket.destroy());
});

source.listen(0, '127.0.0.1', () => {
  const ports = {
    echo: (echo.address() as AddressInfo).port,
    source: (source.address() as AddressInfo).port,
  };
  process.stdout.write(`${JSON.stringify(ports)}\n`);
});
process.stdin.resume();
process.stdin.on('end', () => process.exit());
