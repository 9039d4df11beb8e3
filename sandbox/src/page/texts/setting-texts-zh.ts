/** What the page says of a setting. */
export interface SettingTexts {
  /** What it changes, and its unit. */
  meaning: string
  /** Where its default is from. Names of documents, endpoints and products stay as they are. */
  source: string
}

/** In Chinese; the English texts are the server's. A setting that is missing here is shown in English. */
export const settingTextsZh: Readonly<Record<string, SettingTexts>> = {
  freshnessSeconds: {
    meaning: 'Request-Time 与当前时间的最大偏差（前后均算），单位：秒。',
    source: 'Rebell：5 分钟；AIMPDP 没有说明',
  },
  staleRequestCode: {
    meaning: 'Request-Time 过旧或超前时返回的错误码。',
    source: 'Rebell authentication deep dive',
  },
  requestTimeForms: {
    meaning: '是否也接受毫秒时间戳形式的 Request-Time；不接受则返回 PARAM_ILLEGAL。',
    source: 'OpenAPIs overview（ISO 8601）；Antom SDK 和 Tokapay 使用毫秒时间戳',
  },
  signatureRefusalCode: {
    meaning: '验签失败时返回的错误码。',
    source: 'v2 payments/capture；Antom 和 Rebell 返回 INVALID_SIGNATURE',
  },
  signatureEncodings: {
    meaning: '接受哪些签名编码：URL 编码的 Base64、普通 Base64 和 Base64URL 均可，或仅第一种。',
    source: '示例均为 URL 编码；文档称之为 base64UrlEncode；部分示例未编码',
  },
  signedPath: {
    meaning: '请求和响应的待签名字符串中使用的路径：/api/open/v2/… 或 /v2/…。',
    source: 'Rebell call-api 的示例为 /api/open/v2/…；global-open-sdk-java 对完整路径签名',
  },
  minimumKeyBits: {
    meaning: '允许上传的 RSA 公钥的最短长度，单位：位。',
    source: 'Rebell security overview；AIMPDP 的对应页面未能看全',
  },
  acceptHeader: {
    meaning: 'check：Accept 请求头不允许 JSON 时返回 MEDIA_TYPE_NOT_ACCEPTABLE。',
    source: 'OpenAPIs overview 提到 Accept 请求头，未见其规则',
  },
  failureHttpStatus: {
    meaning: '结果为 F 或 U 时，响应的 HTTP 状态码。',
    source: 'global-open-sdk-java 要求 HTTP 200，结果在响应体中',
  },
  signedFailures: {
    meaning: '结果为 F 或 U 的响应是否带签名。',
    source: '各 overview 要求对所有响应验签，未提及出错时的响应',
  },
  requestsPerSecond: {
    meaning: '每个商户每秒的请求上限，超出返回 REQUEST_TRAFFIC_EXCEED_LIMIT；0 表示不限。',
    source: '文档有此错误码，没有具体数值',
  },
  trafficLimitStatus: {
    meaning: 'REQUEST_TRAFFIC_EXCEED_LIMIT 对应的结果状态。',
    source: 'v2 公共错误码页面为 F，v1 页面和 Rebell 为 U',
  },
  unknownField: {
    meaning: '请求中出现接口未定义的字段时：忽略，或返回 PARAM_ILLEGAL。',
    source: '文档没有说明',
  },
  featureMissingCode: {
    meaning: '小程序未添加接口所属功能时返回的错误码。',
    source: 'INVALID_API 是接口未开通时的公共错误码',
  },
  platformNotAuthorizedCode: {
    meaning: '商户尚未在超级应用授权 AIMPDP 时返回的错误码。',
    source: 'Message sending 要求先授权，没有说明对应的错误码',
  },
  authCodeLifetimeMs: {
    meaning: '授权码有效期，单位：毫秒。',
    source: 'AlipayHK：10 分钟；支付宝（中国）：3 分钟至 24 小时；AIMPDP 没有给出数值',
  },
  accessTokenLifetimeMs: {
    meaning: '访问令牌有效期，单位：毫秒。',
    source: '以响应中的过期时间为准，文档没有给出数值',
  },
  refreshTokenLifetimeMs: {
    meaning: '刷新令牌有效期，单位：毫秒。',
    source: '以响应中的过期时间为准，文档没有给出数值',
  },
  refreshProlongs: {
    meaning: '刷新后，新的刷新令牌是重新计算有效期，还是沿用旧令牌的到期时间。',
    source: '支付宝（中国）自有网关：到期时间不顺延',
  },
  refreshEndsAccessToken: {
    meaning: '刷新后，旧的访问令牌是立即失效，还是到期才失效。',
    source: '支付宝（中国）自有网关：旧令牌立即失效',
  },
  authCodeFamily: {
    meaning: '授权码被拒时的错误码体系：INVALID_AUTHCODE 等（v2）或 INVALID_CODE 等（v1）。',
    source: 'v2 applyToken（西班牙语版）；v1 applyToken（Rebell）',
  },
  reusedAuthCode: {
    meaning: '已使用的授权码再次提交时：拒绝，或返回上次换得的令牌。',
    source: 'v2 applyToken 有 USED_AUTHCODE；AlipayHK 的错误处理页面则说返回同一令牌',
  },
  authClientIdInAlipayChina: {
    meaning: 'ALIPAY_CN 在哪些接口可以不传 authClientId：所有接口，或仅 message/send。',
    source: 'Message sending 仅对 message/send 这样说明；其他接口的字段表标为必填（Yes）',
  },
  infoByToken: {
    meaning: 'applyTokenAndInquiryUserInfo 如何识别请求是凭有效的访问令牌查询用户信息。',
    source: '页面提到这一用法，但未见其字段表（ACCESS_TOKEN 是沙箱自拟的第三个取值）',
  },
  hasRevoke: {
    meaning: 'v2 authorizations/revoke 是否存在；不存在则返回 INVALID_API。',
    source: 'v2 revoke 见于通用版文档，在 AIMPDP 的文档中未见',
  },
  genderForm: {
    meaning: 'userInfo 中 gender 的取值：F、M，或 FEMALE、MALE。',
    source: 'Data dictionary 使用单个字母；响应示例为 MALE',
  },
  subscriptionSource: {
    meaning: '订阅关系以谁为准：商户记录，或仅以官方面板、原生面板登记的为准。',
    source: 'Message sending 没有说明平台如何得知用户已同意（AGREE）',
  },
  idempotentSend: {
    meaning: '已成功（S）的 requestId 再次提交时返回同一 messageId；关闭则再次发送。',
    source: 'API idempotency；v2 miniprogram/message/send',
  },
  otherBodySameRequestId: {
    meaning: '同一 requestId 携带不同内容再次提交时（除 accessToken 外逐项比较）：拒绝，或返回首次的结果。',
    source: '支付 API 的 REPEAT_REQ_INCONSISTENT；message/send 的文档没有说明',
  },
  otherBodyCode: {
    meaning: '上述情况被拒绝时的错误码。',
    source: '另外两个错误码见于支付 API 和 v2 messages/sendInbox',
  },
  requestIdScope: {
    meaning: 'requestId 在什么范围内唯一：单个小程序，或整个 Client-Id。',
    source: '文档没有说明',
  },
  requestIdMemoryMs: {
    meaning: 'requestId 的保留时长，单位：毫秒（沙箱时间）；0 表示永久。',
    source: '文档没有说明',
  },
  sendWithUserInfoToken: {
    meaning:
      '在支付宝（中国），用步骤 2.1 的令牌（用于获取用户信息）发送消息时：照常发送、发送并在请求日志中警告，或返回 INVALID_ACCESS_TOKEN。由用户给该小程序的首个授权码换得的令牌，或已用来查询过用户信息的令牌，视为步骤 2.1 的令牌；刷新不改变这一点。',
    source: 'Message sending 步骤 3 要求发送时使用新的授权码和新的令牌；平台是否拒绝原来的令牌，没有说明',
  },
  sendWithAuthBaseToken: {
    meaning:
      '在支付宝（中国），用仅含 auth_base 授权范围的令牌发送消息时：照常发送、发送并在请求日志中警告，或返回 INVALID_ACCESS_TOKEN。',
    source:
      'Message sending 步骤 2.1 不建议使用 auth_base，并说明了 inquiryUserInfo 的返回；没有提及 message/send',
  },
  withoutSendMessageScope: {
    meaning: '在支付宝（中国）以外，令牌缺少 SEND_MESSAGE 授权范围时：返回的错误码，或照常发送。',
    source: 'my.getAuthCode：合作超级应用有此授权范围；没有文档把它与 message/send 联系起来',
  },
  lockedUserCode: {
    meaning: '用户被锁定或已注销时返回的错误码。',
    source: 'v2 messages/sendInbox 列出了第一个；message/send 两个都没有列出',
  },
  messagesPerUserAndDay: {
    meaning: '24 小时内一个小程序向同一用户发送的消息上限，超出返回 MESSAGE_SEND_EXCEED_LIMIT；0 表示不限。',
    source: '由超级应用设定，文档没有给出数值',
  },
  missingVariable: {
    meaning: '模板变量缺少取值时：返回 PARAM_ILLEGAL，或保留占位符。',
    source: '文档没有说明，miniBodyUrl、miniFooterUrl 能否省略也没有说明',
  },
  unknownVariable: {
    meaning: '传入模板中没有的变量时：忽略，或返回 PARAM_ILLEGAL。',
    source: '文档没有说明',
  },
  specialCharactersInValues: {
    meaning: '变量取值中能否包含 @、#、?；不能则返回 PARAM_ILLEGAL。',
    source: '该规则针对字段，没有提及变量取值',
  },
  longestMessage: {
    meaning: '标题、正文、底部链接合计的最大字符数，超出返回 PARAM_ILLEGAL；0 表示不限。',
    source: 'platform/message/send SPI：messageContent 最长 4096',
  },
  linkWithoutQuery: {
    meaning: 'miniBodyUrl、miniFooterUrl 能否不带 &query=；不能则返回 PARAM_ILLEGAL。',
    source: 'Message sending 只有一个示例值，其中带 &query=',
  },
  sendInboxCode: {
    meaning: 'messages/sendInbox 成功时的结果码；ACCEPT 对应的状态为 A。',
    source: 'v2 messages/sendInbox（西班牙语版）两个都列出',
  },
  rememberGrants: {
    meaning: '用户同意过的授权范围不再重复询问。',
    source: '支付宝（中国）客户端如此',
  },
  jsapiFailureFamily: {
    meaning:
      'my.getAuthCode 失败结果的格式：支付宝（中国）的 error 和 errorMessage，或 Alipay+ 的 authErrorScopes（并列或单独）。by-site：由用户所在的超级应用决定。',
    source: '支付宝（中国）开放平台文档；Alipay+ getAuthCode 页面（error 与授权范围同时返回是推断）',
  },
  refusedScopeCode: {
    meaning: '授权范围被拒绝时，authErrorScopes 中的错误码。',
    source: 'my.getAuthCode 的示例中出现 10001 和 40006，未见完整的错误码表',
  },
  siteInfoField: {
    meaning: 'my.getSiteInfo 返回超级应用名称所用的字段名。',
    source: '同系列的 my.getSiteInfo；Message sending 说由它取得 customerBelongsTo',
  },
  appIdShape: {
    meaning: 'my.getAppIdSync 的返回值：{ appId } 对象，或仅字符串。',
    source: '支付宝（中国）开放平台文档；蚂蚁的 Web 适配层将其声明为字符串',
  },
  httpErrors: {
    meaning: 'HTTP 状态码不低于 400 时，my.request 进入 success，还是以错误 19 进入 fail。',
    source: 'my.request 说任何状态码都进入 success；其错误码表又将部分状态码列为 19',
  },
  nativePanel: {
    meaning:
      'my.requestSubscribeMessage 是否接受 AIMPDP 的模板代码：所有超级应用都接受，仅支付宝（中国）接受（其他返回 402），或都不接受（106008）。',
    source: '支付宝（中国）的文档只针对自有模板；其他超级应用没有资料',
  },
}
