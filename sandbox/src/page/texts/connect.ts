// The Connect tab: keys, and how a backend of one's own talks to the sandbox.

export const en = {
  title: 'Connect your backend',
  hint: 'In any language: sign each request with the merchant’s private key, and verify each response with the platform’s public key. These are this sandbox’s values.',
  facts: {
    gatewayUrl: 'Gateway',
    clientId: 'Client-Id',
    keyVersion: 'keyVersion',
    appId: 'appId',
    templateCode: 'templateCode',
    customerBelongsTo: 'customerBelongsTo',
  },
  keys: 'Keys',
  keysHint:
    'Throw-away keys for this sandbox only. On the real platform you generate the key pair yourself and upload only the public key.',
  privateKey: 'Merchant’s private key',
  platformKey: 'Platform’s public key',
  snippets: 'A signed request, ready to run',
  snippetsHint: 'Ready to run against this sandbox: save it and key.pem into one folder, and run it there.',
  run: 'Run it',
  languages: 'Language of the snippet',
  test: 'Try your signature',
  testHint:
    'Send any request: it shows up under Requests at once. If its signature is refused, you see the expected string to sign and what differs.',
  toRequests: 'Open Requests',
}

export const zhCN: typeof en = {
  title: '接入您的后端',
  hint: '不限语言：用商户私钥为请求签名，用平台公钥对响应验签。以下是本沙箱的参数。',
  facts: {
    gatewayUrl: '网关',
    clientId: 'Client-Id',
    keyVersion: 'keyVersion',
    appId: 'appId',
    templateCode: 'templateCode',
    customerBelongsTo: 'customerBelongsTo',
  },
  keys: '密钥',
  keysHint: '仅供本沙箱使用的一次性密钥。在真实平台上，密钥对由您自己生成，只需上传公钥。',
  privateKey: '商户私钥',
  platformKey: '平台公钥',
  snippets: '可直接运行的签名请求',
  snippetsHint: '代码完整，已填入本沙箱的参数。将它和 key.pem 保存到同一文件夹后即可运行。',
  run: '运行',
  languages: '示例代码的语言',
  test: '验证签名',
  testHint: '发送任意请求，即可在“请求”中看到；若验签失败，会给出期望的待签名字符串及差异。',
  toRequests: '查看请求',
}
