import { emailSink } from '../../../src/channels/email/sink.ts';
import { readEnvironment } from '../../../src/environment.ts';
import {
  type ReceivedMail,
  type SmtpFault,
  type SmtpStep,
  startSmtpPeer,
} from '../../../src/simulator/smtp-peer.ts';
import { LOOPBACK, trustLoopback } from '../../support/loopback-certificate.ts';
import type { Place, Seen } from '../contract.ts';

const USER = 'mailer-S3CRET@example.com';
const PASS = 'p@ss/S3CRET';
/** As SMTP sends it: RFC 4616. */
const PLAIN = Buffer.from(`\0${USER}\0${PASS}`).toString('base64');
const ADDRESS = `${encodeURIComponent(USER)}:${encodeURIComponent(PASS)}`;
const TO = ['ann@example.org', 'ben@example.org'];

interface SmtpTrouble {
  readonly step: SmtpStep;
  readonly fault: SmtpFault;
}

const refusal = (step: SmtpStep, code: number, text = 'no'): SmtpTrouble => ({ step, fault: { code, text } });

/** A mailbox: people read the text or the HTML in a program that makes links of what looks like one. */
export const emailPlace: Place<SmtpTrouble> = {
  name: 'email',
  secrets: [USER, PASS, ADDRESS, PLAIN, 'S3CRET'],
  reader: 'people',
  id: 'carried',
  silence: { step: 'connect', fault: 'hang' },
  echo: refusal('login', 535, `no user ${USER} with ${PASS}, in ${ADDRESS} or ${PLAIN}`),
  troubles: [
    {
      why: '421 at the door',
      troubles: [refusal('connect', 421)],
      outcome: 'retry',
      attempts: 1,
      says: 'turned this machine away',
    },
    {
      why: '535',
      troubles: [refusal('login', 535)],
      outcome: 'retry',
      attempts: 1,
      says: 'refused the user or the password',
    },
    {
      why: '450 for the recipients',
      troubles: [refusal('recipient', 450)],
      outcome: 'retry',
      attempts: 1,
      says: 'put it off',
    },
    {
      why: '550 for the sender',
      troubles: [refusal('sender', 550)],
      outcome: 'retry',
      attempts: 1,
      says: 'refused the sender',
    },
    {
      why: '554 for the mail',
      troubles: [refusal('data', 554)],
      outcome: 'retry',
      attempts: 1,
      says: 'refused the mail',
    },
    {
      why: 'a broken connection',
      troubles: [{ step: 'data', fault: 'drop' }],
      outcome: 'retry',
      attempts: 1,
      says: 'broke off',
    },
  ],
  start: async (troubles, timeoutMs) => {
    trustLoopback();
    const attempts: string[] = [];
    const peer = await startSmtpPeer({
      certificate: LOOPBACK,
      login: { user: USER, pass: PASS },
      fault: (step) => {
        if (step === 'connect') attempts.push('a mail');
        const trouble = troubles[attempts.length - 1];
        return trouble?.step === step ? trouble.fault : undefined;
      },
    });
    const variables = {
      SMTP_URL: `smtp://${ADDRESS}@localhost:${peer.port}`,
      GITHUB_REPOSITORY: 'owner/radar',
      GITHUB_SERVER_URL: 'https://github.example',
    };
    const sink = emailSink(
      { type: 'email', name: 'email', smtpEnv: 'SMTP_URL', to: TO, from: 'radar@example.com' },
      {
        environment: readEnvironment(variables, ['SMTP_URL']),
        timezone: 'UTC',
        recent: async () => [],
        ...(timeoutMs !== undefined && { timeoutMs }),
      },
    );
    return {
      sink,
      peer: {
        attempts,
        get taken() {
          return peer.mails.map(seenAs);
        },
        get complaints() {
          return peer.mails.flatMap(complaintsOf);
        },
        close: () => peer.close(),
      },
    };
  },
};

/** What a mail program shows. A space without width is no character that anybody sees. */
function seenAs({ mail }: ReceivedMail): Seen {
  const html = mail.html || '';
  const live = html.matchAll(
    /<(?:img|script|link|iframe|object|form|base)\b|\ssrc=|url\(|@import|\son\w+=/gi,
  );
  return {
    text: `${mail.subject}\n${mail.text}`.replaceAll('\u200b', ''),
    links: linksOf(`${html}${mail.textAsHtml}`),
    live: [...live].map(([found]) => found),
    id: String(mail.headers.get('x-hashtag-radar-id')),
  };
}

/** The links of HTML, and in the text what mailparser takes for one; `@name` is Twitter's to it, but to no mail program. */
function linksOf(html: string): readonly string[] {
  return [...html.matchAll(/\shref="([^"]*)"/g)]
    .map(([, link = '']) => link)
    .filter((link) => !link.startsWith('https://twitter.com/'));
}

/** Gmail cuts what is longer, and hides the rest. */
const HTML_BYTES_MAX = 102_000;
/** RFC 5322, section 2.1.1. */
const LINE_CHARS_MAX = 998;

function complaintsOf({ raw, to, mail }: ReceivedMail): readonly string[] {
  const [head = ''] = raw.split('\r\n\r\n');
  const rules = {
    'a line is too long': raw.split('\r\n').every((line) => line.length <= LINE_CHARS_MAX),
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what a header may consist of.
    'a header is not ASCII': /^[\x09\x0a\x0d\x20-\x7e]*$/.test(head),
    'the HTML would be cut': Buffer.byteLength(mail.html || '') <= HTML_BYTES_MAX,
    'it goes to others': to.join() === TO.join() && !mail.headers.has('bcc') && !mail.headers.has('cc'),
    'it has no Message-ID': /^<[\w-]+(?:\.[\w-]+)*@example\.com>$/.test(mail.messageId ?? ''),
    'it could start an out-of-office notice': mail.headers.get('auto-submitted') === 'auto-generated',
  };
  return Object.entries(rules).flatMap(([rule, kept]) => (kept ? [] : [rule]));
}
