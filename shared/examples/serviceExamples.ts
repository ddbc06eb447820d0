import type { ExampleConnection, ExampleFolder } from './example.ts';

const redisNote = 'Needs a Redis where the variable “redis” says: redis-server.';
const mqttNote =
  'Needs a broker where the variable “mqtt” says, such as Mosquitto with these lines in its configuration: listener 1883, listener 9001, protocol websockets, allow_anonymous true.';
const dnsNote =
  'Needs a DNS server where the variable “dns” says: dnsmasq --no-daemon --no-resolv --port=5300 --address=/wirebench.test/192.0.2.7.';

/** RESP, the protocol of Redis: https://redis.io/docs/latest/develop/reference/protocol-spec/ */
const redis: ExampleConnection = {
  name: 'Redis',
  endpoint: { kind: 'tcp-client', address: 'tcp://{{redis}}' },
  messages: [
    { name: 'PING', body: 'PING\\r\\n', note: `Answers +PONG. ${redisNote}` },
    {
      name: 'PING in hex',
      mode: 'hex',
      body: '2a 31 0d 0a  24 34 0d 0a  50 49 4e 47 0d 0a',
      note: 'The same as an array of one string, as client libraries send it: *1, $4, PING. Answers +PONG.',
    },
    {
      name: 'SET',
      body: '*5\\r\\n$3\\r\\nSET\\r\\n$12\\r\\nwirebench:id\\r\\n$36\\r\\n{{$uuid}}\\r\\n$2\\r\\nEX\\r\\n$3\\r\\n600\\r\\n',
      note: 'Answers +OK. It keeps a new UUID, whose 36 characters the length before it announces, for ten minutes.',
    },
    {
      name: 'GET',
      body: '*2\\r\\n$3\\r\\nGET\\r\\n$12\\r\\nwirebench:id\\r\\n',
      note: 'Answers $36 and the UUID that SET has kept, or $-1 where there is none.',
    },
    {
      name: 'ECHO',
      body: 'ECHO "hello {{user}}"\\r\\n',
      note: 'Answers with the text, and its length before it: change the environment, and it is another.',
    },
    {
      name: 'A mistake',
      body: 'GETT wirebench:id\\r\\n',
      note: 'Answers -ERR unknown command.',
    },
    {
      name: 'SUBSCRIBE',
      body: 'SUBSCRIBE wirebench:news\\r\\n',
      note: 'Answers with an array that counts one subscription. From then on this connection hears what others publish.',
    },
  ],
};

/** MQTT 3.1.1: https://docs.oasis-open.org/mqtt/mqtt/v3.1.1/mqtt-v3.1.1.html */
const mqtt: ExampleConnection = {
  name: 'MQTT over WebSocket',
  endpoint: { kind: 'ws-client', address: 'ws://{{mqtt}}/mqtt', subprotocols: ['mqtt'] },
  messages: [
    {
      name: 'CONNECT',
      mode: 'hex',
      // Section 3.1: clean session, no keep-alive, client id “wirebench”.
      body: '10 15  00 04 4d 51 54 54  04 02 00 00  00 09 77 69 72 65 62 65 6e 63 68',
      note: `Comes first. Answers CONNACK: 20 02 00 00. ${mqttNote}`,
    },
    {
      name: 'SUBSCRIBE',
      mode: 'hex',
      // Section 3.8: packet 1, topic filter “wirebench/demo”, QoS 0.
      body: '82 13  00 01  00 0e 77 69 72 65 62 65 6e 63 68 2f 64 65 6d 6f  00',
      note: 'To the topic wirebench/demo. Answers SUBACK: 90 03 00 01 00.',
    },
    {
      name: 'PUBLISH',
      mode: 'hex',
      // Section 3.3: QoS 0, topic “wirebench/demo”, 36 bytes.
      body: '30 34  00 0e 77 69 72 65 62 65 6e 63 68 2f 64 65 6d 6f  {{text:$uuid}}',
      note: 'A new UUID to wirebench/demo. After SUBSCRIBE the broker sends it back to you as a PUBLISH of its own.',
    },
    {
      name: 'PINGREQ',
      mode: 'hex',
      body: 'c0 00',
      note: 'MQTT’s own ping, inside a binary message. Answers PINGRESP: d0 00.',
    },
    {
      name: 'DISCONNECT',
      mode: 'hex',
      body: 'e0 00',
      note: 'Says goodbye: the broker ends the connection, Mosquitto without a close frame (code 1006).',
    },
  ],
};

/** “wirebench.test” as RFC 1035, section 3.1, writes names. */
const questionedName = '09 77 69 72 65 62 65 6e 63 68  04 74 65 73 74  00';
const recursionDesired = '01 00  00 01 00 00 00 00 00 00';

/** RFC 1035, section 4.1: a random id, flags, one question. */
const dns: ExampleConnection = {
  name: 'DNS',
  endpoint: { kind: 'udp', address: 'udp://{{dns}}' },
  messages: [
    {
      name: 'A of wirebench.test',
      mode: 'hex',
      body: `{{$randomBytes:2}}  ${recursionDesired}  ${questionedName}  00 01 00 01`,
      note: `The answer begins with the same two random bytes and ends with the address: c0 00 02 07 is 192.0.2.7. ${dnsNote}`,
    },
    {
      name: 'TXT of version.bind',
      mode: 'hex',
      body: `{{$randomBytes:2}}  ${recursionDesired}  07 76 65 72 73 69 6f 6e  04 62 69 6e 64  00  00 10 00 03`,
      note: 'Asks the server in class CHAOS who it is. dnsmasq answers with its name and version.',
    },
    {
      name: 'A cut-off question',
      mode: 'hex',
      body: '{{$randomBytes:2}} 01 00 00 01',
      note: 'Six bytes are not even a header, so no answer comes.',
    },
  ],
};

/** Services that other programs provide; each note says what to start. */
export const serviceExamples: ExampleFolder = { name: 'Services', connections: [redis, mqtt, dns] };
