import { endpointSchema, largestEndpointBytes, type Endpoint } from '../../shared/model/connection.ts';

/** An endpoint with as many opening messages of quotation marks, which JSON writes in two bytes, as it may have. */
export function largestEndpoint(address = 'tcp://127.0.0.1:1'): Endpoint {
  const make = (...texts: readonly string[]): Endpoint => {
    const onOpen = texts.map((text) => ({ kind: 'data', format: 'text', text }));
    return endpointSchema.parse({ kind: 'tcp-client', address, onOpen });
  };
  const whole = ['"'.repeat(65_536), '"'.repeat(32_768)];
  const room = largestEndpointBytes - Buffer.byteLength(JSON.stringify(make(...whole, '')));
  return make(...whole, 'a'.repeat(room % 2) + '"'.repeat(Math.floor(room / 2)));
}
