import {
  addressOf,
  bodiesOf,
  literal,
  paths,
  purpose,
  runWith,
  type Snippet,
  type SnippetFacts,
} from './snippet.js'

export function goSnippet(facts: SnippetFacts): Snippet {
  const { origin, prefix } = addressOf(facts)
  const { exchange, send } = bodiesOf(facts)
  const code = `${purpose.map((line) => `// ${line}`).join('\n')}
package main

import (
	"bytes"
	"crypto"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"encoding/base64"
	"encoding/json"
	"encoding/pem"
	"fmt"
	"io"
	"log"
	"net/http"
	"net/url"
	"os"
	"strings"
	"time"
)

const clientID = ${literal(facts.clientId)}

const platformKey = ${literal(facts.platformPublicKey)}

func must[T any](value T, err error) T {
	if err != nil {
		log.Fatal(err)
	}
	return value
}

func digest(uri, time string, body []byte) []byte {
	sum := sha256.Sum256(append([]byte("POST "+uri+"\\n"+clientID+"."+time+"."), body...))
	return sum[:]
}

func call(path string, content map[string]any) map[string]any {
	uri := ${literal(prefix)} + path
	body := must(json.Marshal(content))
	now := time.Now().Format(time.RFC3339)
	block, _ := pem.Decode(must(os.ReadFile(os.Getenv("MERCHANT_KEY"))))
	key := must(x509.ParsePKCS8PrivateKey(block.Bytes)).(*rsa.PrivateKey)
	signature := must(rsa.SignPKCS1v15(rand.Reader, key, crypto.SHA256, digest(uri, now, body)))

	request := must(http.NewRequest("POST", ${literal(origin)}+uri, bytes.NewReader(body)))
	request.Header.Set("Content-Type", "application/json; charset=UTF-8")
	request.Header.Set("Client-Id", clientID)
	request.Header.Set("Request-Time", now)
	request.Header.Set("Signature", "algorithm=RSA256, keyVersion=${facts.keyVersion}, signature="+
		url.QueryEscape(base64.StdEncoding.EncodeToString(signature)))
	response := must(http.DefaultClient.Do(request))
	defer response.Body.Close()
	answer := must(io.ReadAll(response.Body))

	block, _ = pem.Decode([]byte(platformKey))
	platform := must(x509.ParsePKIXPublicKey(block.Bytes)).(*rsa.PublicKey)
	_, value, _ := strings.Cut(response.Header.Get("Signature"), "signature=")
	signature = must(base64.StdEncoding.DecodeString(must(url.QueryUnescape(value))))
	signed := digest(uri, response.Header.Get("Response-Time"), answer)
	if rsa.VerifyPKCS1v15(platform, crypto.SHA256, signed, signature) != nil {
		log.Fatal("The signature of the answer is not valid.")
	}
	fmt.Println(string(answer))
	return parse(string(answer))
}

func parse(text string) (content map[string]any) {
	if err := json.Unmarshal([]byte(text), &content); err != nil {
		log.Fatal(err)
	}
	return content
}

func main() {
	exchange := parse(${literal(exchange)})
	exchange["authCode"] = "TRYME"
	if code := os.Getenv("AUTH_CODE"); code != "" {
		exchange["authCode"] = code
	}
	token, ok := call(${literal(paths.exchange)}, exchange)["accessToken"]
	if !ok {
		return
	}
	message := parse(${literal(send)})
	message["accessToken"] = token
	message["requestId"] = fmt.Sprintf("order-%d", time.Now().UnixNano())
	call(${literal(paths.send)}, message)
}
`
  const fileName = 'send_message.go'
  return { language: 'go', fileName, run: runWith(`go run ${fileName}`, 'SSL_CERT_FILE', facts), code }
}
