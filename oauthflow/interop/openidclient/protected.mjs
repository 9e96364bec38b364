// Signs in with a pushed authorization request (RFC 9126) and tokens that are bound to a key (RFC 9449) by panva's
// openid-client, at a provider and an API that want nonces in the proofs. Prints one line of JSON without tokens.
//
//   node protected.mjs ISSUER CLIENT_ID USER PASSWORD

import { webcrypto } from 'node:crypto'

import * as client from 'openid-client'

import { Browser } from './browser.mjs'

globalThis.crypto ??= webcrypto // Node 18, which is Debian 12's, has it only there

const [issuer, clientID, user, password] = process.argv.slice(2)
const redirectURI = 'http://127.0.0.1:53682/callback' // nothing listens there: the walk ends before it
const browser = new Browser({ user, password })

const config = await client.discovery(new URL(issuer), clientID, undefined, client.None(), {
  execute: [client.allowInsecureRequests, client.enableNonRepudiationChecks],
})
const DPoP = client.getDPoPHandle(config, await client.randomDPoPKeyPair('ES256'))

const [pkceCodeVerifier, expectedState, expectedNonce] = [client.randomPKCECodeVerifier(), client.randomState(), client.randomNonce()]
const request = await client.buildAuthorizationUrlWithPAR(
  config,
  {
    redirect_uri: redirectURI,
    scope: 'openid profile offline_access',
    prompt: 'consent',
    code_challenge: await client.calculatePKCECodeChallenge(pkceCodeVerifier),
    code_challenge_method: 'S256',
    state: expectedState,
    nonce: expectedNonce,
  },
  { DPoP },
)
const response = await browser.walk(request, redirectURI)
const checks = { pkceCodeVerifier, expectedState, expectedNonce, idTokenExpected: true }
const tokens = await client.authorizationCodeGrant(config, response, checks, undefined, { DPoP })
const userinfo = await client.fetchUserInfo(config, tokens.access_token, tokens.claims().sub, { DPoP })
const whoami = await call(tokens.access_token)
const refreshed = await client.refreshTokenGrant(config, tokens.refresh_token, undefined, { DPoP })

console.log(
  JSON.stringify({
    request: [...request.searchParams.keys()].sort(),
    token_type: tokens.token_type,
    userinfo,
    whoami,
    refreshed: { token_type: refreshed.token_type, whoami: await call(refreshed.access_token) },
    introspected: await client.tokenIntrospection(config, refreshed.access_token),
    thumbprint: await DPoP.calculateThumbprint(),
  }),
)

async function call(accessToken) {
  const answer = await client.fetchProtectedResource(config, accessToken, new URL('/api/whoami', issuer), 'GET', undefined, undefined, { DPoP })
  return { status: answer.status, body: await answer.json() }
}
