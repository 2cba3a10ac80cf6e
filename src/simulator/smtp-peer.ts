/**
 * A real mail server on loopback: smtp-server takes the mails, mailparser reads them. Both are packages of development, so
 * that this file is loaded only where a mailbox is wanted.
 */
import type { AddressInfo } from 'node:net';
import { type ParsedMail, simpleParser } from 'mailparser';
import { SMTPServer, type SMTPServerSession } from 'smtp-server';

export interface ReceivedMail {
  readonly from: string;
  readonly to: readonly string[];
  readonly encrypted: boolean;
  /** Who had logged in. */
  readonly user: string | undefined;
  /** As it came over the wire. */
  readonly raw: string;
  readonly mail: ParsedMail;
}

/** Where a refusal or a fault happens. */
export type SmtpStep = 'connect' | 'login' | 'sender' | 'recipient' | 'data';

/** A refusal with a code and words; `hang` never answers; `drop` breaks the connection off. */
export type SmtpFault = { readonly code: number; readonly text: string } | 'hang' | 'drop';

export interface SmtpPeerOptions {
  /** `starttls` is the default. */
  readonly tls?: 'starttls' | 'first-byte' | 'none';
  /** For TLS; absent: one of another maker that has run out. In PEM. */
  readonly certificate?: { readonly cert: string; readonly key: string } | undefined;
  readonly login?: { readonly user: string; readonly pass: string };
  /** Takes no password, and this token alone (XOAUTH2). */
  readonly token?: { readonly user: string; readonly accessToken: string };
  /** Asked at each step: about whom, and how often the step was reached before. */
  readonly fault?: (step: SmtpStep, about: string, before: number) => SmtpFault | undefined;
}

export interface SmtpPeer {
  readonly port: number;
  readonly mails: readonly ReceivedMail[];
  /** How often each step was reached. */
  readonly steps: ReadonlyMap<SmtpStep, number>;
  close(): Promise<void>;
}

type Answer = (error?: Error | null) => void;

/** Starts the server on a free port of 127.0.0.1. */
export async function startSmtpPeer(options: SmtpPeerOptions = {}): Promise<SmtpPeer> {
  const { tls = 'starttls', certificate, login, token, fault } = options;
  const isOpen = login === undefined && token === undefined;
  const mails: ReceivedMail[] = [];
  const steps = new Map<SmtpStep, number>();
  const meet = (step: SmtpStep, about: string, answer: Answer): void => {
    const before = steps.get(step) ?? 0;
    steps.set(step, before + 1);
    const met = fault?.(step, about, before);
    if (met === 'hang') return;
    if (met === 'drop') {
      for (const connection of server.connections) connection.close();
      return;
    }
    answer(met === undefined ? null : Object.assign(new Error(met.text), { responseCode: met.code }));
  };
  const server = new SMTPServer({
    name: 'mail.example',
    secure: tls === 'first-byte',
    ...certificate,
    disabledCommands: [...(tls === 'none' ? ['STARTTLS'] : []), ...(isOpen ? ['AUTH'] : [])],
    authOptional: isOpen,
    ...(token !== undefined && { authMethods: ['XOAUTH2'] }),
    disableReverseLookup: true,
    closeTimeout: 1,
    logger: false,
    onConnect: (_session, answer) => meet('connect', '', answer),
    onAuth: ({ username = '', password, accessToken }, _session, answer) => {
      meet('login', username, (error) => {
        if (error) return answer(error);
        const knows = isKnown(options, { username, password, accessToken });
        if (knows) return answer(null, { user: username });
        // As some servers do, with what was sent.
        return answer(
          Object.assign(new Error(`5.7.8 no user ${username} with ${password}`), { responseCode: 535 }),
        );
      });
    },
    onMailFrom: ({ address }, _session, answer) => meet('sender', address, answer),
    onRcptTo: ({ address }, _session, answer) => meet('recipient', address, answer),
    onData: (stream, session, answer) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        meet('data', '', (error) => {
          if (error) return answer(error);
          const raw = Buffer.concat(chunks).toString();
          simpleParser(raw).then((mail) => {
            mails.push({ ...envelopeOf(session), raw, mail });
            answer(null);
          }, answer);
        });
      });
    },
  });
  // A client that does not like the certificate hangs up, which is no fault of the server's.
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.server.address() as AddressInfo).port,
    mails,
    steps,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const connection of server.connections) connection.close();
      }),
  };
}

function isKnown(
  { login, token }: SmtpPeerOptions,
  {
    username,
    password,
    accessToken,
  }: { readonly [Name in 'username' | 'password' | 'accessToken']: unknown },
): boolean {
  if (token !== undefined) return username === token.user && accessToken === token.accessToken;
  return username === login?.user && password === login?.pass;
}

function envelopeOf({ envelope, secure, user }: SMTPServerSession) {
  return {
    from: envelope.mailFrom === false ? '' : envelope.mailFrom.address,
    to: envelope.rcptTo.map(({ address }) => address),
    encrypted: secure,
    user: user === undefined ? undefined : String(user),
  };
}
