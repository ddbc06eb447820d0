import {
  failed,
  going,
  quote,
  readyUnless,
  type Dialogue,
  type DialogueParts,
  type Step,
} from './dialogue.ts';

const tlsNamespace = 'urn:ietf:params:xml:ns:xmpp-tls';

/** STARTTLS of XMPP between client and server, RFC 6120, section 5. */
export function xmpp({ host }: DialogueParts): Dialogue {
  return new XmppDialogue(host);
}

/** A child of the stream that has arrived complete. */
interface Child {
  /** Names without their prefixes. */
  readonly name: string;
  readonly descendants: readonly string[];
  readonly text: string;
}

/** Reads only tags, and only their names: they are enough to start TLS. */
class XmppDialogue implements Dialogue {
  private readonly host: string;
  private unread = '';
  /** The open elements: the stream, then a child of it, then elements within that. */
  private readonly open: string[] = [];
  private descendants: string[] = [];
  private text = '';
  private isAsked = false;

  constructor(host: string) {
    this.host = host;
  }

  begin(): Step {
    const header =
      `<?xml version='1.0'?><stream:stream to='${escapeXml(this.host)}' version='1.0' xml:lang='en'` +
      ` xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams'>`;
    return { state: 'going', send: Buffer.from(header) };
  }

  receive(bytes: Uint8Array): Step {
    this.unread += Buffer.from(bytes).toString('latin1');
    let send: Uint8Array | undefined;
    for (let tag = this.nextTag(); tag !== undefined; tag = this.nextTag()) {
      const child = this.read(tag);
      if (child === 'wrong') return this.foreign(tag);
      const step = child === undefined ? going : this.judge(child);
      if (step.state !== 'going') return step;
      send = step.send ?? send;
    }
    // The first bytes are a tag, or this is not XMPP.
    if (this.open.length === 0 && /^[^<]*[^<\s]/.test(this.unread)) return this.foreign('');
    return send ? { state: 'going', send } : going;
  }

  /** The next tag and the text before it; undefined until it is complete. */
  private nextTag(): string | undefined {
    const tag = /^[^<]*<(?:[^>"']|"[^"]*"|'[^']*')*>/.exec(this.unread)?.[0];
    if (tag !== undefined) this.unread = this.unread.slice(tag.length);
    return tag;
  }

  private read(tag: string): Child | undefined | 'wrong' {
    if (/^\s*<\?xml\s.*\?>$/s.test(tag) && this.open.length === 0) return undefined;
    const [, before = '', slash, prefixed = '', end] =
      /^([^<]*)<(\/?)([\p{L}_][\p{L}\p{N}_.:-]*)(?:\s.*?)?(\/?)>$/su.exec(tag) ?? [];
    const name = prefixed.replace(/^.*:/, '');
    if (name === '' || (this.open.length === 0 && (name !== 'stream' || before.trim() !== '')))
      return 'wrong';
    this.text += tag;
    if (slash === '/') return this.open.pop() === name ? this.closed(name) : 'wrong';
    if (this.open.length > 1) this.descendants.push(name);
    if (end !== '/') this.open.push(name);
    else return this.closed(name);
    if (this.open.length === 1) this.text = '';
    return undefined;
  }

  private closed(name: string): Child | undefined {
    if (this.open.length > 1) return undefined;
    const child = { name, descendants: this.descendants, text: this.text };
    this.descendants = [];
    this.text = '';
    return child;
  }

  private judge({ name, descendants, text }: Child): Step {
    switch (name) {
      case 'features':
        if (this.isAsked) return going;
        if (!descendants.includes('starttls')) {
          return failed(`The server does not offer STARTTLS. It offers: ${quote(text)}`);
        }
        this.isAsked = true;
        return { state: 'going', send: Buffer.from(`<starttls xmlns='${tlsNamespace}'/>`) };
      case 'proceed':
        return this.isAsked ? readyUnless(this.unread !== '') : this.foreign(text);
      case 'failure':
        return failed(`The server refused STARTTLS. It said: ${quote(text)}`);
      case 'error':
      case 'stream':
        return failed(`The server ended the stream before TLS. It said: ${quote(text)}`);
      default:
        return going;
    }
  }

  private foreign(tag: string): Step {
    return failed(`The server does not speak XMPP. It said: ${quote(tag + this.unread)}`);
  }
}

function escapeXml(text: string): string {
  return text.replaceAll(/[&<>'"]/g, (character) => `&#${character.charCodeAt(0)};`);
}
