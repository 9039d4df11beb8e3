// The page bundles this file: it imports types only.
import type { AnswerKind, AnswerView } from '../contract/console.js'

export const languages = ['en', 'zh-CN'] as const
export type Language = (typeof languages)[number]

/** What a sentence may hold, as text. */
interface Words {
  at: string
  until: string
  /** In round brackets, or nothing. */
  code: string
  attempts: number
  by: string
}

type Sentences = Readonly<Record<AnswerKind, (words: Words) => string>>

const english: Sentences = {
  SENT: ({ at, attempts }) =>
    `Sent at ${at}: the platform accepted it${attempts > 1 ? ` at attempt ${attempts}` : ''}.`,
  BEING_SENT: ({ at, attempts }) => `Being sent at this moment: attempt ${attempts} began at ${at}.`,
  IN_QUEUE: ({ at }) =>
    `Not sent yet: it has been in the queue since ${at}, and is sent when its turn comes.`,
  SCHEDULED: ({ until }) => `Not sent yet: it is to be sent at ${until}.`,
  TRIED_AGAIN: ({ attempts, code, until }) =>
    `Not sent yet: attempt ${attempts} failed${code}, and it is tried again at ${until}.`,
  STOPPED: ({ code, until }) =>
    `Not sent yet: too many attempts have failed${code}, so sending is stopped for now; it is tried until ${until}.`,
  PAUSED: ({ at }) =>
    `Not sent yet: the database was restored at ${at}, and nothing is sent until an operator runs resume-sending.`,
  NOT_CONFIGURED: ({ until }) =>
    `Not sent yet: its app or template is no longer in the configuration; it waits until ${until}.`,
  WAITS_FOR_AUTHORIZATION: ({ until }) =>
    `Not sent yet: the user's authorization is gone, so it waits until they open the mini program again, at the latest until ${until}.`,
  WITHDREW_BEFORE_DUE: ({ at }) => `Not sent: the user withdrew at ${at}, before it was due.`,
  WITHDREW_BEFORE_SENT: ({ at }) => `Not sent: the user withdrew at ${at}, before it was sent.`,
  WITHDREW_IN_SUPER_APP: ({ at }) =>
    `Not sent: the user has switched these messages off in the super app; the platform said so at ${at}.`,
  ERASED: ({ at }) => `Not sent: the user's data was erased at ${at}.`,
  CANCELLED: ({ at }) => `Not sent: the shop took it back at ${at}.`,
  CANCELLED_BY: ({ at, by }) => `Not sent: ${by} cancelled it in the console at ${at}.`,
  REFUSED: ({ at, code, attempts }) =>
    `Not sent: the platform refused it at ${at}${code}${attempts > 1 ? `, at attempt ${attempts}` : ''}.`,
  MAY_HAVE_ARRIVED: ({ at, code }) =>
    `It may have arrived: an answer of the platform was lost${code}, and it was given up at ${at}.`,
  EXPIRED: ({ at, code, attempts }) =>
    `Not sent in time: its time was over at ${at}, after ${attempts === 1 ? 'one attempt that failed' : `${attempts} attempts that failed`}${code}.`,
  EXPIRED_UNTRIED: ({ at }) => `Not sent in time: its time was over at ${at}, before its turn came.`,
  EXPIRED_UNAUTHORIZED: ({ at }) =>
    `Not sent in time: the user's authorization was gone, and they did not open the mini program again before ${at}.`,
  NOT_ANSWERED: () => 'No message: the user was asked, and has not answered.',
  SAID_NO: ({ at }) => `No message: the user said no at ${at}.`,
  WITHDREW: ({ at }) => `No message: the user withdrew at ${at}.`,
  CONSENT_USED: () => 'No message: the one that the user agreed to was sent; they have to be asked again.',
  AUTHORIZATION_GONE: ({ at }) =>
    `No message: the user agreed at ${at}, but the authorization is gone until they open the mini program again.`,
  NOTHING_SUBMITTED: ({ at }) =>
    `No message: the user agreed at ${at}, and the shop has submitted none since, or none that is still kept.`,
}

const chinese: Sentences = {
  SENT: ({ at, attempts }) => `已发送：平台于 ${at} 接收${attempts > 1 ? `（第 ${attempts} 次尝试）` : ''}。`,
  BEING_SENT: ({ at, attempts }) => `正在发送：第 ${attempts} 次尝试始于 ${at}。`,
  IN_QUEUE: ({ at }) => `尚未发送：自 ${at} 起在队列中，轮到即发送。`,
  SCHEDULED: ({ until }) => `尚未发送：定于 ${until} 发送。`,
  TRIED_AGAIN: ({ attempts, code, until }) =>
    `尚未发送：第 ${attempts} 次尝试失败${code}，将于 ${until} 重试。`,
  STOPPED: ({ code, until }) => `尚未发送：失败过多${code}，发送已暂时停止；最晚重试至 ${until}。`,
  PAUSED: ({ at }) => `尚未发送：数据库于 ${at} 从备份恢复，运维人员执行 resume-sending 之前不会发送。`,
  NOT_CONFIGURED: ({ until }) => `尚未发送：其小程序或模板已不在配置中；最晚等到 ${until}。`,
  WAITS_FOR_AUTHORIZATION: ({ until }) =>
    `尚未发送：用户的授权已失效，需等用户再次打开小程序，最晚等到 ${until}。`,
  WITHDREW_BEFORE_DUE: ({ at }) => `未发送：用户于 ${at} 退订，当时尚未到发送时间。`,
  WITHDREW_BEFORE_SENT: ({ at }) => `未发送：用户于 ${at} 退订，当时尚未发出。`,
  WITHDREW_IN_SUPER_APP: ({ at }) => `未发送：用户已在超级应用中关闭此类消息，平台于 ${at} 告知。`,
  ERASED: ({ at }) => `未发送：用户数据已于 ${at} 删除。`,
  CANCELLED: ({ at }) => `未发送：商家于 ${at} 撤回。`,
  CANCELLED_BY: ({ at, by }) => `未发送：${by} 于 ${at} 在控制台取消。`,
  REFUSED: ({ at, code, attempts }) =>
    `未发送：平台于 ${at} ${attempts > 1 ? `在第 ${attempts} 次尝试时` : ''}拒绝${code}。`,
  MAY_HAVE_ARRIVED: ({ at, code }) => `可能已送达：平台的应答丢失${code}，已于 ${at} 放弃。`,
  EXPIRED: ({ at, code, attempts }) => `未能按时发送：${attempts} 次尝试均失败${code}，已于 ${at} 过期。`,
  EXPIRED_UNTRIED: ({ at }) => `未能按时发送：还未轮到，已于 ${at} 过期。`,
  EXPIRED_UNAUTHORIZED: ({ at }) => `未能按时发送：用户的授权已失效，且在 ${at} 之前未再打开小程序。`,
  NOT_ANSWERED: () => '没有消息：已询问用户，但用户尚未作答。',
  SAID_NO: ({ at }) => `没有消息：用户于 ${at} 拒绝订阅。`,
  WITHDREW: ({ at }) => `没有消息：用户于 ${at} 退订。`,
  CONSENT_USED: () => '没有消息：用户同意的那一条已发送，需再次征得同意。',
  AUTHORIZATION_GONE: ({ at }) => `没有消息：用户于 ${at} 同意，但授权已失效，需等用户再次打开小程序。`,
  NOTHING_SUBMITTED: ({ at }) => `没有消息：用户于 ${at} 同意，此后商家未提交消息，或消息已超过保留期。`,
}

const sentences: Readonly<Record<Language, Sentences>> = { en: english, 'zh-CN': chinese }

/** Why a user got a message or not, in one sentence. */
export function sentenceOf(answer: AnswerView, language: Language, { now, timeZone }: Where): string {
  const { kind, at, until, code, attempts = 0, by = '' } = answer
  const time = (iso: string | undefined) =>
    iso === undefined ? '' : momentOf(Date.parse(iso), language, { now, timeZone })
  const inBrackets = language === 'en' ? ` (${code ?? ''})` : `（${code ?? ''}）`
  return sentences[language][kind]({
    ...{ at: time(at), until: time(until), attempts, by },
    code: code === undefined ? '' : inBrackets,
  })
}

/** Of who reads it. */
interface Where {
  now: number
  /** The browser's where none is named. */
  timeZone?: string | undefined
}

/** `14:02` of today, `20 Nov, 14:02` of another day. */
export function momentOf(ms: number, language: Language, { now, timeZone }: Where): string {
  const locale = language === 'en' ? 'en-GB' : language
  const zone = timeZone === undefined ? {} : { timeZone }
  const day = new Intl.DateTimeFormat(locale, { ...zone, dateStyle: 'short' })
  const time = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const
  const isToday = day.format(ms) === day.format(now)
  const date = isToday ? {} : ({ day: 'numeric', month: 'short' } as const)
  return new Intl.DateTimeFormat(locale, { ...zone, ...date, ...time }).format(ms)
}
