<?php
// A merchant's backend, written from the platform's document on message sending and nothing of ours. It reads its
// configuration from JSON on stdin, with keys as consoles show them: Base64 without PEM lines.

declare(strict_types=1);

final class Platform
{
    private readonly OpenSSLAsymmetricKey $merchantKey;
    private readonly OpenSSLAsymmetricKey $platformKey;

    public function __construct(private readonly object $settings)
    {
        $this->merchantKey = openssl_pkey_get_private(self::pem('RSA PRIVATE KEY', $settings->merchantPrivateKeyPkcs1));
        $this->platformKey = openssl_pkey_get_public(self::pem('PUBLIC KEY', $settings->platformPublicKeySpki));
    }

    public function call(string $path, array $fields): array
    {
        $url = $this->settings->gatewayUrl . $path;
        $uri = parse_url($url, PHP_URL_PATH);
        $time = (new DateTimeImmutable('now', new DateTimeZone('+08:00')))->format(DATE_ATOM);
        $body = json_encode($fields, JSON_THROW_ON_ERROR);
        $text = "POST $uri\n{$this->settings->clientId}.$time.$body";
        if (!openssl_sign($text, $signature, $this->merchantKey, OPENSSL_ALGO_SHA256)) {
            throw new RuntimeException('cannot sign');
        }
        $headers = [
            'Content-Type: application/json; charset=UTF-8',
            "Client-Id: {$this->settings->clientId}",
            "Request-Time: $time",
            'Signature: algorithm=RSA256, keyVersion=1, signature=' . urlencode(base64_encode($signature)),
        ];
        $http = ['method' => 'POST', 'header' => $headers, 'content' => $body, 'timeout' => 20];
        $answer = file_get_contents($url, false, stream_context_create(['http' => $http]));
        $this->verify($uri, $http_response_header, (string) $answer);
        $answer = json_decode((string) $answer, true, flags: JSON_THROW_ON_ERROR);
        if ($answer['result']['resultStatus'] !== 'S') {
            throw new RuntimeException("$path: {$answer['result']['resultCode']}");
        }
        return $answer;
    }

    /** @param string[] $lines */
    private function verify(string $uri, array $lines, string $body): void
    {
        $headers = [];
        foreach ($lines as $line) {
            [$name, $value] = array_pad(explode(': ', $line, 2), 2, '');
            $headers[strtolower($name)] = $value;
        }
        parse_str(str_replace([', ', ','], '&', $headers['signature'] ?? ''), $parts);
        $text = "POST $uri\n{$headers['client-id']}.{$headers['response-time']}.$body";
        // parse_str has undone the percent encoding.
        $signature = base64_decode($parts['signature'] ?? '');
        if (openssl_verify($text, $signature, $this->platformKey, OPENSSL_ALGO_SHA256) !== 1) {
            throw new RuntimeException("answer of $uri is not signed by the platform");
        }
    }

    private static function pem(string $kind, string $bare): string
    {
        return "-----BEGIN $kind-----\n" . chunk_split($bare, 64, "\n") . "-----END $kind-----\n";
    }
}

$settings = json_decode(stream_get_contents(STDIN), flags: JSON_THROW_ON_ERROR);
$platform = new Platform($settings);
$program = ['appId' => $settings->appId, 'customerBelongsTo' => $settings->customerBelongsTo];
$exchange = fn (string $code) => [...$program, 'grantType' => 'AUTHORIZATION_CODE', 'authCode' => $code];

// Step 2.1: token and user information with one call.
$user = $platform->call('/v2/authorizations/applyTokenAndInquiryUserInfo', $exchange($settings->userAuthCode));
// Step 3: another code, another token.
$token = $platform->call('/v2/authorizations/applyToken', $exchange($settings->messageAuthCode))['accessToken'];
// Step 4.
$sent = $platform->call('/v2/miniprogram/message/send', [
    ...$program,
    'accessToken' => $token,
    'requestId' => 'php-0001',
    'templateCode' => $settings->templateCode,
    'templates' => [[
        'templateParameters' => [
            'orderNo' => '123456',
            'storeName' => '好味鸡饭 "PHP"',
            'miniBodyUrl' => 'pages%2Findex%2Findex&query=storeId%3D8888',
            'miniFooterUrl' => 'pages%2Findex%2Findex&query=storeId%3D8888',
        ],
        'language' => 'zh-CN',
    ]],
]);
echo json_encode(['userInfo' => $user['userInfo'], 'messageId' => $sent['messageId']], JSON_UNESCAPED_UNICODE);
