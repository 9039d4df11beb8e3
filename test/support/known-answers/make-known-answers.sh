#!/bin/sh
# Makes the known answers with openssl alone, so that neither the server's nor the sandbox's own
# signing code has a hand in what both are checked against. Running it again makes new keys.
set -eu
cd "$(dirname "$0")"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

for who in merchant platform; do
  openssl genpkey -quiet -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out "$who-private.pem"
  openssl pkey -in "$who-private.pem" -pubout -out "$who-public.pem"
done
openssl rsa -in merchant-private.pem -traditional -out merchant-private-pkcs1.pem 2>/dev/null
openssl rsa -in merchant-private.pem -RSAPublicKey_out -out merchant-public-pkcs1.pem 2>/dev/null

# For tests that speak TLS. `.invalid` is a name that nobody has.
openssl req -x509 -key platform-private.pem -days 36500 -subj /CN=platform.invalid \
  -addext 'subjectAltName=DNS:platform.invalid,DNS:api.platform.invalid,DNS:localhost,IP:127.0.0.1' \
  -addext 'basicConstraints=critical,CA:TRUE' -out platform-certificate.pem

method=POST
uri=/api/open/v2/miniprogram/message/send
client_id=SANDBOX_5Y00000000000001

# make NAME KEY TIME BODY: string to sign = "<method> <uri>\n<client id>.<time>.<body>", no newline at the end
make() {
  printf '%s' "$4" >"$work/body"
  printf '%s %s\n%s.%s.%s' "$method" "$uri" "$client_id" "$3" "$4" >"$work/string-to-sign"
  openssl dgst -sha256 -sign "$2" "$work/string-to-sign" | openssl base64 -A >"$work/signature"
  percent_encoded=$(sed -e 's/+/%2B/g' -e 's,/,%2F,g' -e 's/=/%3D/g' "$work/signature")
  node -e '
    const { readFileSync, writeFileSync } = require("node:fs")
    const [work, name, method, uri, clientId, time, percentEncoded] = process.argv.slice(1)
    const read = (file) => readFileSync(work + "/" + file, "utf8")
    const answer = {
      method, uri, clientId, time,
      body: read("body"),
      stringToSign: read("string-to-sign"),
      signature: read("signature"),
      header: "algorithm=RSA256, keyVersion=1, signature=" + percentEncoded,
    }
    writeFileSync(name + ".json", JSON.stringify(answer, null, 2) + "\n")
  ' "$work" "$1" "$method" "$uri" "$client_id" "$3" "$percent_encoded"
}

make request merchant-private.pem '2026-11-20T12:08:56+08:00' \
  '{"appId":"P0000000000000010001","accessToken":"2026112019074101000700000077771","customerBelongsTo":"ALIPAY_CN","requestId":"8c9f1c1e-6a34-4b3f-9a43-5f1d0a7f2b10","templateCode":"202109305800000001000001","templates":[{"templateParameters":{"orderNo":"123456","storeName":"Yummy Chicken Rice 好味鸡饭 ✓","miniBodyUrl":"pages%2Findex%2Findex&query=storeId%3D8888","miniFooterUrl":"pages%2Findex%2Findex&query=storeId%3D8888"},"language":"zh-CN"}]}'

make response platform-private.pem '2026-11-20T12:08:57+08:00' \
  '{"result":{"resultCode":"SUCCESS","resultStatus":"S","resultMessage":"success"},"messageId":"000demo163853607887602123986120"}'
