import {
  addressOf,
  bodiesOf,
  paths,
  phpLiteral,
  purpose,
  runWith,
  type Snippet,
  type SnippetFacts,
} from './snippet.js'

/** With the extension openssl alone, which most builds of PHP have: curl may be missing. */
export function phpSnippet(facts: SnippetFacts): Snippet {
  const { origin, prefix } = addressOf(facts)
  const { exchange, send } = bodiesOf(facts)
  const code = `<?php
${purpose.map((line) => `// ${line}`).join('\n')}
const CLIENT_ID = ${phpLiteral(facts.clientId)};
const PLATFORM_KEY = <<<'PEM'
${facts.platformPublicKey.trim()}
PEM;

function call(string $path, array $body): array
{
    $uri = ${phpLiteral(prefix)} . $path;
    $text = json_encode($body, JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE | JSON_THROW_ON_ERROR);
    $time = date(DATE_ATOM);
    openssl_sign("POST $uri\\n" . CLIENT_ID . ".$time.$text", $signature, file_get_contents(getenv('MERCHANT_KEY')), OPENSSL_ALGO_SHA256);
    $context = stream_context_create([
        'http' => [
            'method' => 'POST',
            'header' => [
                'Content-Type: application/json; charset=UTF-8',
                'Client-Id: ' . CLIENT_ID,
                "Request-Time: $time",
                'Signature: algorithm=RSA256, keyVersion=${facts.keyVersion}, signature=' . rawurlencode(base64_encode($signature)),
            ],
            'content' => $text,
        ],
        'ssl' => array_filter(['cafile' => getenv('CA_FILE')]),
    ]);
    $answer = file_get_contents(${phpLiteral(origin)} . $uri, false, $context);
    if ($answer === false) {
        exit(1);
    }
    $headers = [];
    foreach ($http_response_header as $line) {
        [$name, $value] = explode(':', $line, 2) + [1 => ''];
        $headers[strtolower($name)] = trim($value);
    }
    $signed = "POST $uri\\n" . CLIENT_ID . '.' . ($headers['response-time'] ?? '') . ".$answer";
    $signature = rawurldecode(explode('signature=', $headers['signature'] ?? '')[1] ?? '');
    if (openssl_verify($signed, base64_decode($signature), PLATFORM_KEY, OPENSSL_ALGO_SHA256) !== 1) {
        fwrite(STDERR, "The signature of the answer is not valid.\\n");
        exit(1);
    }
    echo $answer, "\\n";
    return json_decode($answer, true, flags: JSON_THROW_ON_ERROR);
}

$exchange = json_decode(${phpLiteral(exchange)}, true);
$exchange['authCode'] = getenv('AUTH_CODE') ?: 'TRYME';
$token = call(${phpLiteral(paths.exchange)}, $exchange)['accessToken'] ?? null;
if ($token !== null) {
    $message = json_decode(${phpLiteral(send)}, true);
    $message['accessToken'] = $token;
    $message['requestId'] = 'order-' . hrtime(true);
    call(${phpLiteral(paths.send)}, $message);
}
`
  const fileName = 'send-message.php'
  return { language: 'php', fileName, run: runWith(`php ${fileName}`, 'CA_FILE', facts), code }
}
