// A provider of OpenID Connect that is not ours, as a process of its own: whoever names one of the
// accounts is signed in.
//   node provider.mjs PORT PORTAL ACCOUNTS_AS_JSON
import { generateKeyPairSync } from "node:crypto";
import Provider from "oidc-provider";

const [port, portal, accounts] = process.argv.slice(2);
const people = JSON.parse(accounts);
const key = generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey.export({ format: "jwk" });

const provider = new Provider(`http://localhost:${port}`, {
  clients: [{
    client_id: "mot-cua",
    client_secret: "not-a-secret-of-anybody",
    redirect_uris: [`${portal}/dang-nhap/can-bo/ve`, `${portal}/dang-nhap/nguoi-dan/ve`],
    post_logout_redirect_uris: [`${portal}/dang-xuat/xong`],
    id_token_signed_response_alg: "ES256",
  }],
  jwks: { keys: [{ ...key, use: "sig", alg: "ES256", kid: "1" }] },
  cookies: { keys: ["provider-of-the-tests"] },
  claims: { openid: ["sub"], profile: ["name"], mot_cua: ["roles", "unit", "fields", "citizen_id"] },
  conformIdTokenClaims: false,
  pkce: { required: () => true },
  findAccount: (_, id) => people[id] && { accountId: id, claims: () => ({ sub: id, ...people[id] }) },
});
provider.listen(Number(port), "127.0.0.1", () => process.stdout.write("ready\n"));
