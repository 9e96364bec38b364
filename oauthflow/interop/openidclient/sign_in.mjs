// Signs in at an OpenID provider on this computer with panva's openid-client, uses what it got, and prints one line of
// JSON that says what it saw. No token is printed.
//
//   node sign_in.mjs ISSUER CLIENT_ID USER PASSWORD

import { webcrypto } from 'node:crypto'

import * as client from 'openid-client'

import { Browser } from './browser.mjs'

globalThis.crypto ??= webcrypto // Node 18, which is Debian 12's, has it only there

const [issuer, clientID, user, password] = process.argv.slice(2)
const redirectURI = 'http://127.0.0.1:53682/callback' // nothing listens there: the walk ends before it
const browser = new Browser({ user, password })

// Both are the library's own switches: http, since all is on loopback, and the signatures of ID tokens, which OIDC Core
// §3.1.3.7 (6) lets a client leave to TLS, of which there is none here.
const config = await client.discovery(new URL(issuer), clientID, undefined, client.None(), {
  execute: [client.allowInsecureRequests, client.enableNonRepudiationChecks],
})

const tokens = await signIn()
const claims = tokens.claims()
const userinfo = await client.fetchUserInfo(config, tokens.access_token, claims.sub)
const api = await callAPI(tokens.access_token)
const refreshed = await client.refreshTokenGrant(config, tokens.refresh_token)
const introspected = await client.tokenIntrospection(config, refreshed.access_token)
const whoamiRefreshed = await call(refreshed.access_token, 'GET', '/api/whoami')
await client.tokenRevocation(config, refreshed.refresh_token)

console.log(
  JSON.stringify({
    metadata_issuer: config.serverMetadata().issuer,
    pages: browser.pages,
    token: { type: tokens.token_type, scope: tokens.scope, expires_in: tokens.expiresIn() },
    claims,
    userinfo,
    api,
    refreshed: {
      rotated: refreshed.refresh_token !== tokens.refresh_token && refreshed.access_token !== tokens.access_token,
      sub: refreshed.claims()?.sub,
      whoami: whoamiRefreshed,
    },
    introspected,
    revoked: {
      refresh: await refused(client.refreshTokenGrant(config, refreshed.refresh_token)),
      access_token: await client.tokenIntrospection(config, refreshed.access_token),
      refresh_token: await client.tokenIntrospection(config, refreshed.refresh_token),
    },
    signed_out_at: await signOut(),
  }),
)

async function signIn() {
  const [pkceCodeVerifier, expectedState, expectedNonce] = [client.randomPKCECodeVerifier(), client.randomState(), client.randomNonce()]
  const request = client.buildAuthorizationUrl(config, {
    redirect_uri: redirectURI,
    scope: 'openid profile email offline_access',
    prompt: 'consent', // OIDC Core §11: offline_access asks for it
    code_challenge: await client.calculatePKCECodeChallenge(pkceCodeVerifier),
    code_challenge_method: 'S256',
    state: expectedState,
    nonce: expectedNonce,
  })
  const response = await browser.walk(request, redirectURI)
  return client.authorizationCodeGrant(config, response, { pkceCodeVerifier, expectedState, expectedNonce, idTokenExpected: true })
}

async function callAPI(accessToken) {
  return {
    notes: await call(accessToken, 'GET', '/api/notes'),
    added: await call(accessToken, 'POST', '/api/notes', { text: 'Written by openid-client' }),
    notes_after: await call(accessToken, 'GET', '/api/notes'),
    whoami: await call(accessToken, 'GET', '/api/whoami'),
    admin: await refused(call(accessToken, 'GET', '/api/admin')),
    stranger: await refused(call('no-token-of-anybody', 'GET', '/api/whoami')),
  }
}

/** Calls the API and returns status and answer; a challenge is an error of the library. */
async function call(accessToken, method, path, body) {
  const headers = new Headers(body && { 'content-type': 'application/json' })
  const response = await client.fetchProtectedResource(config, accessToken, new URL(path, issuer), method, body && JSON.stringify(body), headers)
  return { status: response.status, body: await response.json() }
}

/** What the library understood of a refusal. */
async function refused(answer) {
  try {
    await answer
  } catch (e) {
    if (e instanceof client.ResponseBodyError) return { status: e.status, error: e.error }
    if (e instanceof client.WWWAuthenticateChallengeError) return { status: e.status, challenges: e.cause }
    throw e
  }
  throw new Error('it was not refused')
}

async function signOut() {
  const back = 'http://127.0.0.1:53682/signed-out'
  const target = client.buildEndSessionUrl(config, { post_logout_redirect_uri: back, id_token_hint: tokens.id_token, state: 's1' })
  return (await browser.walk(target, back)).href
}
