// A real SMTP server on this machine for tests, and how a mail is read.
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { here } from '../trials/world.mjs';

const { SMTPServer } = createRequire(join(here, '../../web/package.json'))('smtp-server');

// A mail server that keeps what it is given: { port, mails, logins, close }.
export function openSink({ secret } = {}) {
  const sink = { mails: [], logins: [] };
  const server = new SMTPServer({
    disabledCommands: secret ? ['STARTTLS'] : ['STARTTLS', 'AUTH'],
    authOptional: !secret,
    allowInsecureAuth: true,
    onAuth: ({ username, password: word }, session, done) => {
      sink.logins.push(username);
      done(word === secret ? null : new Error('wrong password'), { user: username });
    },
    onRcptTo: ({ address }, session, done) =>
      done(address.startsWith('bad') ? Object.assign(new Error('no such box'), { responseCode: 550 }) : null),
    onData: (stream, session, done) => {
      let text = '';
      stream.on('data', (bytes) => (text += bytes));
      stream.on('end', () => {
        sink.mails.push({ from: session.envelope.mailFrom.address, to: session.envelope.rcptTo[0].address, text });
        done();
      });
    },
  });
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      sink.port = server.server.address().port;
      sink.close = () => new Promise((closed) => server.close(closed));
      resolve(sink);
    });
  });
}

const decoded = (words) =>
  words.replace(/=\?UTF-8\?B\?([^?]*)\?=\s*/g, (whole, text) => Buffer.from(text, 'base64').toString('latin1'));
export function parts(mail) {
  const at = mail.text.indexOf('\r\n\r\n');
  const lines = mail.text.slice(0, at).replace(/\r\n[ \t]/g, ' ').split('\r\n');
  const headers = Object.fromEntries(lines.map((line) => [line.split(':')[0], line.slice(line.indexOf(':') + 2)]));
  headers.Subject = Buffer.from(decoded(headers.Subject), 'latin1').toString('utf8');
  return { headers, body: Buffer.from(mail.text.slice(at), 'base64').toString('utf8') };
}
