#!/bin/sh
# usage: sign-with-openssl.sh KEY_FILE URI CLIENT_ID REQUEST_TIME BODY_FILE
# Prints the Signature header, made with openssl and nothing of ours.
set -eu
signature=$({ printf 'POST %s\n%s.%s.' "$2" "$3" "$4"; cat "$5"; } |
  openssl dgst -sha256 -sign "$1" | openssl base64 -A | sed 's/+/%2B/g; s/\//%2F/g; s/=/%3D/g')
printf 'algorithm=RSA256, keyVersion=1, signature=%s' "$signature"
