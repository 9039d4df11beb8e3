// The Connect tab: keys, and how a backend of one's own talks to the sandbox.

export const en = {
  title: 'Connect your own backend',
  hint: 'Any language will do: sign each request with the merchant’s key and check each answer with the platform’s. These values are this sandbox’s own.',
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
    'Throw-away keys of this sandbox: never use them elsewhere. On the real platform you make the private key yourself and upload the public one only.',
  privateKey: 'Merchant’s private key',
  platformKey: 'Platform’s public key',
  snippets: 'A signed request, ready to run',
  snippetsHint:
    'Complete as it stands, for this sandbox. Save it and key.pem into one folder, then run it there.',
  run: 'Run it',
  languages: 'Language of the snippet',
  test: 'Try your signature',
  testHint:
    'Send any request: the Requests tab shows it at once and, if its signature is refused, which string was expected and what differs.',
  toRequests: 'Watch the requests',
}

export const zhCN: typeof en = {
  title: '接入您自己的后端',
  hint: '任何语言都可以：用商户私钥为每个请求签名，用平台公钥验证每个应答。以下是本沙箱的参数。',
  facts: {
    gatewayUrl: '网关',
    clientId: 'Client-Id',
    keyVersion: 'keyVersion',
    appId: 'appId',
    templateCode: 'templateCode',
    customerBelongsTo: 'customerBelongsTo',
  },
  keys: '密钥',
  keysHint: '本沙箱的一次性密钥，请勿用于别处。在真实平台上，您自己生成私钥，只上传公钥。',
  privateKey: '商户私钥',
  platformKey: '平台公钥',
  snippets: '可直接运行的签名请求',
  snippetsHint: '代码完整可用，直接面向本沙箱。请将它和 key.pem 保存到同一文件夹，然后在那里运行。',
  run: '运行',
  languages: '示例语言',
  test: '试试您的签名',
  testHint: '发送任意请求：“请求”页会立即显示；若签名被拒绝，会给出期望的字符串和差异。',
  toRequests: '查看请求',
}
