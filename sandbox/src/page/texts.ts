import * as behaviour from './texts/behaviour.js'
import * as connect from './texts/connect.js'
import * as console from './texts/console.js'
import * as faults from './texts/faults.js'
import * as filters from './texts/filters.js'
import * as messages from './texts/messages.js'
import * as overview from './texts/overview.js'
import * as phone from './texts/phone.js'
import * as requests from './texts/requests.js'
import * as templates from './texts/templates.js'
import * as users from './texts/users.js'

export const languages = ['en', 'zh-CN'] as const
export type Language = (typeof languages)[number]

const en = {
  ...phone.en,
  console: console.en,
  overview: overview.en,
  templates: templates.en,
  users: users.en,
  messages: messages.en,
  requests: requests.en,
  faults: faults.en,
  filters: filters.en,
  behaviour: behaviour.en,
  connect: connect.en,
}

export type Texts = typeof en

/** Every word of the page. Each area's file holds both languages, one under the other. */
export const texts: Readonly<Record<Language, Texts>> = {
  en,
  'zh-CN': {
    ...phone.zhCN,
    console: console.zhCN,
    overview: overview.zhCN,
    templates: templates.zhCN,
    users: users.zhCN,
    messages: messages.zhCN,
    requests: requests.zhCN,
    faults: faults.zhCN,
    filters: filters.zhCN,
    behaviour: behaviour.zhCN,
    connect: connect.zhCN,
  },
}
