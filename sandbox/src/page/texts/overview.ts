// The Overview tab: what to do next, how far the loop has come, what going live will ask for.

export const en = {
  nextStep: 'Next step',
  steps: {
    start: {
      title: 'Connect a shop or a backend',
      text: 'Give the phone the address of your mini program, or call the gateway from your backend with a first signed request.',
      action: 'Connect your backend',
    },
    template: {
      title: 'Get a template approved',
      text: 'Messages are sent by an approved template. Create one, apply for it and approve it yourself: here you play both sides.',
      action: 'Go to Templates',
    },
    signature: {
      title: 'A signature was refused',
      text: 'The sandbox shows the expected string to sign, and how to fix it.',
      action: 'View request',
    },
    authorize: {
      title: 'Subscribe on the phone',
      text: 'Tap “Notify me” in the shop, allow it, and agree. The backend exchanges the auth code for an access token.',
      action: 'Show the phone',
    },
    answer: {
      title: 'Answer the panel on the phone',
      text: 'The shop knows who you are and asks whether it may send you messages. Agree: the backend then gets a second auth code and token, for sending.',
      action: 'Show the phone',
    },
    code: {
      title: 'Get an auth code',
      text: 'Your signature is right. Open your mini program on the phone and let it call my.getAuthCode, or POST to /_sandbox/jsapi/getAuthCode; the backend exchanges the code for an access token.',
      action: 'Show the phone',
    },
    call: {
      title: 'Send a message',
      text: 'The backend has an access token. Call v2/miniprogram/message/send with it and the template code: the message appears in the inbox.',
      action: 'See the template code',
    },
    send: {
      title: 'Place an order on the phone',
      text: 'When it is ready, the backend sends a message by its template. It appears in the inbox.',
      action: 'Show the phone',
    },
    path: {
      title: 'Follow the message',
      text: 'A message has arrived. See every step from the tap to the inbox, with times; then try what happens when something breaks.',
      action: 'View message path',
    },
  },
  loop: 'Progress',
  marks: {
    shop: 'Shop on the phone',
    template: 'Template approved',
    request: 'Backend’s signature accepted',
    token: 'Auth code exchanged for a token',
    message: 'Message delivered',
  },
  done: 'done',
  open: 'to do',
  goingLive: 'Going live',
  goingLiveHint:
    'The real platform asks for these before it answers. Switch one off to see the error your backend would get.',
  switches: {
    keyUploaded: {
      title: 'Public key uploaded',
      whenMissing: 'Without it: every call answers KEY_NOT_FOUND',
    },
    appUserAuthorization: {
      title: 'Feature App_User_Authorization added',
      whenMissing: 'Without it: applyToken, inquiryUserInfo and revoke answer INVALID_API',
    },
    sendMessage: {
      title: 'Feature Send_Message added',
      whenMissing: 'Without it: message/send answers INVALID_API',
    },
    platformAuthorized: {
      title: 'AIMPDP authorised to call the super app',
      whenMissing: 'Without it: ACCESS_DENIED (what the real platform answers is not documented)',
    },
    jsapiPermission: {
      title: 'Permission for my.getSiteInfo and my.getAuthCode',
      whenMissing: 'Without it: both fail with error 4',
    },
    testingQrCode: {
      title: 'Testing QR code generated',
      whenMissing: 'Without it: no template can be applied for',
    },
  } as Readonly<Record<string, { title: string; whenMissing: string }>>,
}

export const zhCN: typeof en = {
  nextStep: '下一步',
  steps: {
    start: {
      title: '接入店铺或后端',
      text: '在手机上填写小程序的地址，或从您的后端发送第一个签名请求。',
      action: '接入后端',
    },
    template: {
      title: '让模板通过审核',
      text: '消息按已通过的模板发送。新建模板、提交申请，再自己审核通过：在沙箱中，两个角色都由您扮演。',
      action: '前往模板',
    },
    signature: {
      title: '有请求验签失败',
      text: '沙箱会给出期望的待签名字符串和修复方法。',
      action: '查看请求',
    },
    authorize: {
      title: '在手机上订阅',
      text: '在店铺中点“提醒我”，同意授权并同意订阅。后端会用授权码换取访问令牌。',
      action: '显示手机',
    },
    answer: {
      title: '在手机上答复订阅面板',
      text: '店铺已识别用户，正在询问能否发送消息。点“同意”后，后端会再获取一次授权码和令牌，用于发送消息。',
      action: '显示手机',
    },
    code: {
      title: '获取授权码',
      text: '签名正确。在手机上打开您的小程序并调用 my.getAuthCode，或 POST 到 /_sandbox/jsapi/getAuthCode；后端再用授权码换取访问令牌。',
      action: '显示手机',
    },
    call: {
      title: '发送消息',
      text: '后端已有访问令牌。用它和模板代码调用 v2/miniprogram/message/send，消息会出现在收件箱。',
      action: '查看模板代码',
    },
    send: {
      title: '在手机上下单',
      text: '餐品备好后，后端按模板发送消息，消息会出现在收件箱。',
      action: '显示手机',
    },
    path: {
      title: '查看消息链路',
      text: '消息已送达。查看从用户点击到进入收件箱的每一步及耗时，再试试出现故障时的表现。',
      action: '查看链路',
    },
  },
  loop: '当前进度',
  marks: {
    shop: '手机上已有店铺',
    template: '模板已通过审核',
    request: '后端签名已通过',
    token: '授权码已换成令牌',
    message: '消息已送达',
  },
  done: '已完成',
  open: '未完成',
  goingLive: '上线检查',
  goingLiveHint: '真实平台要求先完成这些步骤才会应答。关闭其中一项，可看到后端会收到的错误。',
  switches: {
    keyUploaded: { title: '已上传公钥', whenMissing: '否则：所有调用返回 KEY_NOT_FOUND' },
    appUserAuthorization: {
      title: '已添加功能 App_User_Authorization',
      whenMissing: '否则：applyToken、inquiryUserInfo、revoke 返回 INVALID_API',
    },
    sendMessage: {
      title: '已添加功能 Send_Message',
      whenMissing: '否则：message/send 返回 INVALID_API',
    },
    platformAuthorized: {
      title: '已授权 AIMPDP 代商户调用超级应用',
      whenMissing: '否则：返回 ACCESS_DENIED（真实平台的应答没有文档说明）',
    },
    jsapiPermission: {
      title: '已获得 my.getSiteInfo 和 my.getAuthCode 权限',
      whenMissing: '否则：两者均失败，错误码为 4',
    },
    testingQrCode: { title: '已生成测试二维码', whenMissing: '否则：不能申请模板' },
  },
}
