import { userInfoOf } from '../../src/gateway/user-info.js'
import type { IssuedToken } from '../../src/state/tokens.js'
import type { Site } from '../../src/state/sites.js'
import { mei, testSandbox } from '../support/test-sandbox.js'

const profile = {
  userName: { firstName: 'Mei', lastName: 'Lim' },
  userAddresses: [{ city: 'Singapore' }],
  avatar: 'https://shop.example/mei.png',
  gender: 'F' as const,
  birthDate: '1996-05-04',
  nationality: 'SG',
  loginIdInfos: [
    {
      loginIdType: 'MOBILE_PHONE' as const,
      loginId: '6591234567',
      maskLoginId: '65****4567',
      hashLoginId: 'ab12',
    },
  ],
  contactInfos: [
    { contactType: 'MOBILE_PHONE', contactNo: '6591234567' },
    { contactType: 'EMAIL', contactNo: 'mei@shop.example' },
  ],
  extendInfo: '{"level":"gold"}',
}

function infoFor(scopes: string[], site: Site = 'GCASH') {
  const { sandbox } = testSandbox()
  const { users } = sandbox.state
  users.set(mei, { ...users.get(mei)!, profile })
  return userInfoOf(sandbox.state, { userId: mei, site, scopes } as unknown as IssuedToken)
}

test.each<[string, object]>([
  ['USER_NICKNAME', { nickName: '小明' }],
  ['USER_NAME', { userName: profile.userName }],
  ['USER_AVATAR', { avatar: profile.avatar }],
  ['USER_GENDER', { gender: 'F' }],
  ['USER_BIRTHDAY', { birthDate: '1996-05-04' }],
  ['USER_NATIONALITY', { nationality: 'SG' }],
  ['USER_ADDRESS', { userAddresses: profile.userAddresses }],
  ['USER_LOGIN_ID', { loginIdInfos: [{ loginIdType: 'MOBILE_PHONE', maskLoginId: '65****4567' }] }],
  ['HASH_LOGIN_ID', { loginIdInfos: [{ loginIdType: 'MOBILE_PHONE', hashLoginId: 'ab12' }] }],
  ['PLAINTEXT_USER_LOGIN_ID', { loginIdInfos: [{ loginIdType: 'MOBILE_PHONE', loginId: '6591234567' }] }],
  ['USER_CONTACTINFO', { contactInfos: profile.contactInfos }],
  ['PLAINTEXT_MOBILE_PHONE', { contactInfos: [profile.contactInfos[0]] }],
  ['SEND_MESSAGE', {}],
])('%s gives its own field and no other', (scope, given) => {
  expect(infoFor([scope])).toEqual({ userId: mei, status: 'ACTIVE', ...given })
})

test('auth_user tells who the user is, without ways to reach him', () => {
  expect(Object.keys(infoFor(['auth_user'], 'ALIPAY_CN')).sort()).toEqual([
    'avatar',
    'birthDate',
    'extendInfo',
    'gender',
    'nationality',
    'nickName',
    'status',
    'userId',
    'userName',
  ])
})

test('auth_base alone names the user, and in Alipay China not even that', () => {
  expect(infoFor(['auth_base'])).toEqual({ userId: mei })
  expect(() => infoFor(['auth_base'], 'ALIPAY_CN')).toThrow('auth_base')
})
