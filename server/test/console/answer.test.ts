import { answerOf, answerWithoutMessage, type Answer, type MessageFacts } from '../../src/console/answer.js'
import { languages, momentOf, sentenceOf } from '../../src/console/sentence.js'
import { viewAnswer } from '../../src/console/story.js'
import { answerKinds } from '../../src/contract/console.js'
import type { Attempt, StoredAudit, StoredMessage } from '../../src/store/store.js'
import { newMessage } from '../support/builders.js'

const at = (time: string) => Date.parse(`2026-11-20T${time}:00.000Z`)
const now = at('15:00')
const shown = { now, timeZone: 'UTC' }

const queued: StoredMessage = {
  ...newMessage({ createdAt: at('13:00'), expiresAt: at('20:00') }),
  ...{ status: 'QUEUED', outcome: null, messageId: null, finishedAt: null, queuedAt: at('13:00') },
  ...{ code: null, detail: null, attempts: 0, wasUnknown: false, unknownCode: null, retries: 0 },
  ...{ dueAt: at('13:00'), owner: null, startedAt: null, timeline: '' },
}
const finished = { status: 'FINISHED', finishedAt: at('14:02') } as const
const failed = (code: string): Attempt => ({
  ...{ number: 1, startedAt: at('13:01'), finishedAt: at('13:01'), outcome: 'REJECTED', code, detail: null },
})
const done = (action: StoredAudit['action']): StoredAudit => ({
  ...{ id: 1, at: at('14:02'), keyName: 'lin', action, appId: queued.appId, requestId: queued.requestId },
  ...{ subject: queued.subject, customerBelongsTo: null, templateCode: null },
})

type Changed = Partial<Omit<MessageFacts, 'message'>> & { message?: Partial<StoredMessage> }
const answerTo = ({ message, ...facts }: Changed): Answer =>
  answerOf({
    ...{ attempts: [], withdrawals: [], audit: [], isStopped: false, isConfigured: true, now },
    ...facts,
    message: { ...queued, ...message },
  })

const tried = { attempts: 2, startedAt: at('13:01'), code: 'PROCESS_FAIL' }
const withdrawnAt1402 = { withdrawals: [{ at: at('14:02'), isInSuperApp: false }] }

/** State, then the sentence in both languages. */
const table: [string, Changed, string, string][] = [
  [
    'sent at once',
    { message: { ...finished, outcome: 'SENT', attempts: 1 } },
    'Sent at 14:02: the platform accepted it.',
    '已发送：平台于 14:02 接收。',
  ],
  [
    'sent at the third attempt',
    { message: { ...finished, outcome: 'SENT', attempts: 3 } },
    'Sent at 14:02: the platform accepted it at attempt 3.',
    '已发送：平台于 14:02 接收（第 3 次尝试）。',
  ],
  [
    'being sent',
    { message: { status: 'SENDING', attempts: 2, startedAt: at('14:59') } },
    'Being sent at this moment: attempt 2 began at 14:59.',
    '正在发送：第 2 次尝试始于 14:59。',
  ],
  [
    'in the queue',
    {},
    'Not sent yet: it has been in the queue since 13:00, and is sent when its turn comes.',
    '尚未发送：自 13:00 起在队列中，轮到即发送。',
  ],
  [
    'scheduled',
    { message: { sendAt: at('18:00'), dueAt: at('18:00') } },
    'Not sent yet: it is to be sent at 18:00.',
    '尚未发送：定于 18:00 发送。',
  ],
  [
    'tried, and due again later',
    { message: { ...tried, dueAt: at('15:10') }, attempts: [failed('PROCESS_FAIL')] },
    'Not sent yet: attempt 2 failed (PROCESS_FAIL), and it is tried again at 15:10.',
    '尚未发送：第 2 次尝试失败（PROCESS_FAIL），将于 15:10 重试。',
  ],
  [
    'stopped by a breaker',
    { message: tried, attempts: [failed('PROCESS_FAIL')], isStopped: true },
    'Not sent yet: too many attempts have failed (PROCESS_FAIL), so sending is stopped for now; it is tried until 20:00.',
    '尚未发送：失败过多（PROCESS_FAIL），发送已暂时停止；最晚重试至 20:00。',
  ],
  [
    'queued in a database that was restored',
    { pausedSince: at('14:02') },
    'Not sent yet: the database was restored at 14:02, and nothing is sent until an operator runs resume-sending.',
    '尚未发送：数据库于 14:02 从备份恢复，运维人员执行 resume-sending 之前不会发送。',
  ],
  [
    'of an app that has left the configuration',
    { isConfigured: false },
    'Not sent yet: its app or template is no longer in the configuration; it waits until 20:00.',
    '尚未发送：其小程序或模板已不在配置中；最晚等到 20:00。',
  ],
  [
    'without a token',
    { message: { ...tried, code: 'AUTHORIZATION_NEEDED' } },
    "Not sent yet: the user's authorization is gone, so it waits until they open the mini program again, at the latest until 20:00.",
    '尚未发送：用户的授权已失效，需等用户再次打开小程序，最晚等到 20:00。',
  ],
  [
    'withdrawn before it was due',
    {
      message: { ...finished, outcome: 'PURGED', code: 'WITHDRAWN', sendAt: at('18:00') },
      ...withdrawnAt1402,
    },
    'Not sent: the user withdrew at 14:02, before it was due.',
    '未发送：用户于 14:02 退订，当时尚未到发送时间。',
  ],
  [
    'withdrawn before it was sent',
    { message: { ...finished, outcome: 'PURGED', code: 'WITHDRAWN' }, ...withdrawnAt1402 },
    'Not sent: the user withdrew at 14:02, before it was sent.',
    '未发送：用户于 14:02 退订，当时尚未发出。',
  ],
  [
    'withdrawn while an attempt failed: the time is that of the withdrawal',
    {
      message: { ...finished, outcome: 'PURGED', code: 'PROCESS_FAIL' },
      withdrawals: [{ at: at('14:01'), isInSuperApp: false }],
    },
    'Not sent: the user withdrew at 14:01, before it was sent.',
    '未发送：用户于 14:01 退订，当时尚未发出。',
  ],
  [
    'refused, since the user had withdrawn in the super app',
    { message: { ...finished, outcome: 'REJECTED', code: 'USER_NOT_SUBSCRIBED', attempts: 1 } },
    'Not sent: the user has switched these messages off in the super app; the platform said so at 14:02.',
    '未发送：用户已在超级应用中关闭此类消息，平台于 14:02 告知。',
  ],
  [
    'queued when another message told of it',
    { message: { ...finished, outcome: 'PURGED', code: 'USER_NOT_SUBSCRIBED' } },
    'Not sent: the user has switched these messages off in the super app; the platform said so at 14:02.',
    '未发送：用户已在超级应用中关闭此类消息，平台于 14:02 告知。',
  ],
  [
    'of a user who was erased',
    { message: { ...finished, outcome: 'PURGED', code: 'ERASED' } },
    "Not sent: the user's data was erased at 14:02.",
    '未发送：用户数据已于 14:02 删除。',
  ],
  [
    'cancelled by the shop',
    { message: { ...finished, outcome: 'PURGED', code: 'CANCELLED' } },
    'Not sent: the shop took it back at 14:02.',
    '未发送：商家于 14:02 撤回。',
  ],
  [
    'cancelled by a colleague',
    { message: { ...finished, outcome: 'PURGED', code: 'CANCELLED' }, audit: [done('CANCEL')] },
    'Not sent: lin cancelled it in the console at 14:02.',
    '未发送：lin 于 14:02 在控制台取消。',
  ],
  [
    'refused by the platform',
    { message: { ...finished, outcome: 'REJECTED', code: 'PARAM_ILLEGAL', attempts: 1 } },
    'Not sent: the platform refused it at 14:02 (PARAM_ILLEGAL).',
    '未发送：平台于 14:02 拒绝（PARAM_ILLEGAL）。',
  ],
  [
    'unknown: a later no does not undo it',
    {
      message: {
        ...finished,
        outcome: 'UNKNOWN',
        code: 'PARAM_ILLEGAL',
        unknownCode: 'NETWORK',
        attempts: 2,
      },
    },
    'It may have arrived: an answer of the platform was lost (NETWORK), and it was given up at 14:02.',
    '可能已送达：平台的应答丢失（NETWORK），已于 14:02 放弃。',
  ],
  [
    'expired after attempts',
    {
      message: { ...finished, outcome: 'EXPIRED', code: 'EXPIRED', attempts: 3 },
      attempts: [failed('PROCESS_FAIL')],
    },
    'Not sent in time: its time was over at 14:02, after 3 attempts that failed (PROCESS_FAIL).',
    '未能按时发送：3 次尝试均失败（PROCESS_FAIL），已于 14:02 过期。',
  ],
  [
    'expired before its turn',
    { message: { ...finished, outcome: 'EXPIRED', code: 'EXPIRED' } },
    'Not sent in time: its time was over at 14:02, before its turn came.',
    '未能按时发送：还未轮到，已于 14:02 过期。',
  ],
  [
    'expired while it waited for its user',
    {
      message: { ...finished, outcome: 'EXPIRED', code: 'EXPIRED', attempts: 1 },
      attempts: [failed('AUTHORIZATION_NEEDED')],
    },
    "Not sent in time: the user's authorization was gone, and they did not open the mini program again before 14:02.",
    '未能按时发送：用户的授权已失效，且在 14:02 之前未再打开小程序。',
  ],
]

const withoutMessage: [string, Parameters<typeof answerWithoutMessage>[0], string, string][] = [
  [
    'who was asked and has not answered',
    { type: null, decidedAt: null, needs: 'CONSENT', hadAgreed: false },
    'No message: the user was asked, and has not answered.',
    '没有消息：已询问用户，但用户尚未作答。',
  ],
  [
    'who said no',
    { type: 'REJECT', decidedAt: at('14:02'), needs: 'CONSENT', hadAgreed: false },
    'No message: the user said no at 14:02.',
    '没有消息：用户于 14:02 拒绝订阅。',
  ],
  [
    'who withdrew',
    { type: 'REJECT', decidedAt: at('14:02'), needs: 'CONSENT', hadAgreed: true },
    'No message: the user withdrew at 14:02.',
    '没有消息：用户于 14:02 退订。',
  ],
  [
    'whose one message was sent',
    { type: 'AGREE', decidedAt: at('14:02'), needs: 'CONSENT', hadAgreed: true },
    'No message: the one that the user agreed to was sent; they have to be asked again.',
    '没有消息：用户同意的那一条已发送，需再次征得同意。',
  ],
  [
    'whose authorization is gone',
    { type: 'AGREE', decidedAt: at('14:02'), needs: 'AUTHORIZATION', hadAgreed: true },
    'No message: the user agreed at 14:02, but the authorization is gone until they open the mini program again.',
    '没有消息：用户于 14:02 同意，但授权已失效，需等用户再次打开小程序。',
  ],
  [
    'who could be sent to',
    { type: 'AGREE', decidedAt: at('14:02'), needs: 'NOTHING', hadAgreed: true },
    'No message: the user agreed at 14:02, and the shop has submitted none since, or none that is still kept.',
    '没有消息：用户于 14:02 同意，此后商家未提交消息，或消息已超过保留期。',
  ],
]

const spoken = (answer: Answer) =>
  languages.map((language) => sentenceOf(viewAnswer(answer), language, shown))

test.each(table)('a message that is %s', (_state, changed, en, zh) => {
  expect(spoken(answerTo(changed))).toEqual([en, zh])
})

test.each(withoutMessage)('a user without a message, %s', (_who, consent, en, zh) => {
  expect(spoken(answerWithoutMessage(consent))).toEqual([en, zh])
})

test('every kind of answer stands in these tables', () => {
  const kinds = [
    ...table.map(([, changed]) => answerTo(changed).kind),
    ...withoutMessage.map(([, consent]) => answerWithoutMessage(consent).kind),
  ]
  expect([...new Set(kinds)].sort()).toEqual([...answerKinds].sort())
})

test('a time of another day has its day, in the zone of who reads it', () => {
  expect(momentOf(at('14:02'), 'en', shown)).toBe('14:02')
  const later = { now: now + 86_400_000, timeZone: 'Asia/Shanghai' }
  expect(momentOf(at('14:02'), 'en', later)).toBe('20 Nov, 22:02')
  expect(momentOf(at('14:02'), 'zh-CN', later)).toBe('11月20日 22:02')
})
