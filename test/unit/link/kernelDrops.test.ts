import { describe, expect, it } from 'vitest';
import { kernelDropsIn } from '../../../electron/engine/link/udp/kernelDrops.ts';

const udp = `  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode ref pointer drops            
  608: 0100007F:BC9C 00000000:0000 07 00000000:00000000 00:00000000 00000000     0        0 806047 2 00000000b9bd1795 19843    
 1031: 00000000:14E9 00000000:0000 07 00000000:00000000 00:00000000 00000000   102        0 21542 2 00000000a4c3f1d2 0        
 1031: 00000000:14E9 00000000:0000 07 00000000:00000000 00:00000000 00000000   102        0 21543 2 00000000a4c3f1d3 7        
 2210: 3500A8C0:0044 0100A8C0:0043 01 00000000:00000000 00:00000000 00000000     0        0 19211 2 0000000063a1ab07 12       
`;
const udp6 = `  sl  local_address                         remote_address                        st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode ref pointer drops
 3738: 00000000000000000000000001000000:C8D6 00000000000000000000000000000000:0000 07 00000000:00000000 00:00000000 00000000     0        0 806109 2 00000000f4fd97c7 5
 1031: 00000000000000000000000000000000:14E9 00000000000000000000000000000000:0000 07 00000000:00000000 00:00000000 00000000   102        0 21544 2 000000003df6bb1c 3
  841: 000080FE00000000FF57A0D2FE3D1C5E:0222 00000000000000000000000000000000:0000 07 00000000:00000000 00:00000000 00000000     0        0 23761 2 00000000e1b0a6c9 44
  842: 0000000000000000FFFF00000100007F:0223 00000000000000000000000000000000:0000 07 00000000:00000000 00:00000000 00000000     0        0 23762 2 00000000e1b0a6ca 9
`;

describe('the datagrams that Linux has dropped', () => {
  it.each([
    [udp, '127.0.0.1', 0xbc9c, 19_843],
    [udp, '192.168.0.53', 68, 12],
    [udp6, '::1', 0xc8d6, 5],
    [udp6, '::', 0x14e9, 3],
    [udp6, 'fe80::d2a0:57ff:5e1c:3dfe%eth0', 0x222, 44],
    [udp6, '::ffff:127.0.0.1', 0x223, 9],
  ])('are those of the socket with this address and port (%#)', (table, address, port, drops) => {
    expect(kernelDropsIn(table, { address, port })).toBe(drops);
  });

  it('are unknown for a socket that is not there', () => {
    expect(kernelDropsIn(udp, { address: '127.0.0.1', port: 1 })).toBe(null);
    expect(kernelDropsIn(udp, { address: '127.0.0.2', port: 0xbc9c })).toBe(null);
    expect(kernelDropsIn('', { address: '127.0.0.1', port: 1 })).toBe(null);
  });

  it('are unknown where two sockets share the address', () => {
    expect(kernelDropsIn(udp, { address: '0.0.0.0', port: 0x14e9 })).toBe(null);
  });

  it('are unknown where the table has no column for them', () => {
    const old = udp.replaceAll(/ +\d+ *$/gm, '');
    expect(kernelDropsIn(old, { address: '127.0.0.1', port: 0xbc9c })).toBe(null);
  });
});
