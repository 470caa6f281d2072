// A site made with npm's openid-client. It tells what it got in a page, for the test to read.
import { createServer } from "node:http";
import * as client from "openid-client";

const { LLAVE, CLIENT_ID, CLIENT_SECRET, PORT } = process.env;
const here = `http://127.0.0.1:${PORT}`;
const asked = new Map();
const visits = new Map();
// A city has https; its test server has none.
const config = await client.discovery(new URL(LLAVE), CLIENT_ID, CLIENT_SECRET, undefined, {
  execute: [client.allowInsecureRequests],
});

const routes = {
  "/": (_url, visit) => [200, visit ? JSON.stringify(visit) : "nobody"],

  async "/enter"() {
    const verifier = client.randomPKCECodeVerifier();
    const state = client.randomState();
    const nonce = client.randomNonce();
    asked.set(state, { verifier, nonce });
    const address = client.buildAuthorizationUrl(config, {
      redirect_uri: `${here}/callback`,
      scope: "openid profile email",
      code_challenge: await client.calculatePKCECodeChallenge(verifier),
      code_challenge_method: "S256",
      state,
      nonce,
      max_age: "3600",
    });
    return [303, "", { location: address.href }];
  },

  async "/callback"(url) {
    const state = url.searchParams.get("state");
    const { verifier, nonce } = asked.get(state);
    const tokens = await client.authorizationCodeGrant(config, url, {
      pkceCodeVerifier: verifier,
      expectedState: state,
      expectedNonce: nonce,
      maxAge: 3600,
      idTokenExpected: true,
    });
    const { sub, acr, amr } = tokens.claims();
    const person = await client.fetchUserInfo(config, tokens.access_token, sub);
    const next = await client.refreshTokenGrant(config, tokens.refresh_token);
    await client.tokenRevocation(config, next.refresh_token);
    const late = await client.fetchUserInfo(config, next.access_token, sub).catch((e) => e.name);
    const id = client.randomState();
    visits.set(id, { person, acr, amr, late, hint: tokens.id_token });
    return [303, "", { location: "/", "set-cookie": `visit=${id}; HttpOnly; SameSite=Lax` }];
  },

  "/leave"(_url, visit) {
    const address = client.buildEndSessionUrl(config, {
      post_logout_redirect_uri: `${here}/goodbye`,
      id_token_hint: visit.hint,
      state: "see-you",
    });
    const forget = "visit=; Max-Age=0";
    return [303, "", { location: address.href, "set-cookie": forget }];
  },

  "/goodbye": (url) => [200, `goodbye ${url.searchParams.get("state")}`],
};

createServer(async (request, response) => {
  const url = new URL(request.url, here);
  const id = /visit=([^;]+)/.exec(request.headers.cookie || "")?.[1];
  const route = routes[url.pathname] || (() => [404, "nothing"]);
  const [status, body, headers] = await Promise.resolve(route(url, visits.get(id)))
    .catch((error) => [500, `${error.code} ${error.message} ${error.cause}`, {}]);
  response.writeHead(status, { "content-type": "text/plain", ...headers });
  response.end(body);
}).listen(PORT, "127.0.0.1");
