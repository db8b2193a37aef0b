// A foreign OpenID Connect provider (npm oidc-provider) on this machine, and the settings by which the program
// knows it.
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { here } from '../trials/world.mjs';

const require = createRequire(join(here, '../../web/package.json'));
const { default: Provider } = await import(pathToFileURL(require.resolve('oidc-provider')));

const secret = 'only: for / this + test 0123456789';
// Whom the provider recognises next, and what it says of them.
export const desk = { who: 'lan', people: {}, refuses: false };

async function answerInteraction(provider, request, response) {
  const details = await provider.interactionDetails(request, response);
  if (desk.refuses) {
    return provider.interactionFinished(request, response, { error: 'access_denied' });
  }
  const grant = new provider.Grant({ accountId: desk.who, clientId: details.params.client_id });
  grant.addOIDCScope('openid email');
  const login = { accountId: desk.who, amr: desk.people[desk.who].amr };
  return provider.interactionFinished(request, response, { login, consent: { grantId: await grant.save() } });
}

// Listens first, because the program must know the issuer before its own address can be registered.
export async function openProvider() {
  const open = { handle: (request, response) => response.writeHead(503).end() };
  const server = createServer((request, response) => open.handle(request, response));
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  open.issuer = `http://127.0.0.1:${server.address().port}`;
  open.close = () => (server.closeAllConnections(), new Promise((resolve) => server.close(resolve)));
  open.register = (callback) => {
    const provider = new Provider(open.issuer, {
      clients: [{ client_id: 'luytre', client_secret: secret, redirect_uris: [callback] }],
      claims: { openid: ['sub', 'amr'], email: ['email', 'email_verified'] },
      conformIdTokenClaims: false,
      features: { devInteractions: { enabled: false } },
      pkce: { required: () => true, methods: ['S256'] },
      cookies: { keys: ['only for this test'] },
      interactions: { url: (context, interaction) => `/interaction/${interaction.uid}` },
      findAccount: (context, id) => ({ accountId: id, claims: () => ({ sub: id, ...desk.people[id] }) }),
    });
    const answer = provider.callback();
    open.handle = (request, response) =>
      request.url.startsWith('/interaction/')
        ? answerInteraction(provider, request, response).catch((error) => response.writeHead(500).end(error.stack))
        : answer(request, response);
  };
  return open;
}

// Writes the file that LUYTRE_OIDC names; answers its path.
export function writeSettings(folder, provider) {
  const secretFile = join(folder, 'oidc.secret');
  writeFileSync(secretFile, secret + '\n');
  const file = join(folder, 'oidc.yaml');
  writeFileSync(file, `providers:
  - id: thu
    name: { vi: Cổng thử, en: Trial provider }
    issuer: ${provider.issuer}
    client_id: luytre
    client_secret_file: ${secretFile}
    scopes: [openid, email]
    first_link: verified_email
    second_factor: { amr: [otp] }
`);
  return file;
}
