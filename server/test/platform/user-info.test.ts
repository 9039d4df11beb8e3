import { readUserInfo } from '../../src/platform/endpoints.js'

test('what is documented is taken, and nothing else', () => {
  const info = {
    userId: '2088',
    nickName: 'Mei',
    gender: 'FEMALE',
    userName: { fullName: 'Mei Tan', title: 'Dr' },
    loginIdInfos: [{ loginIdType: 'EMAIL', maskLoginId: 'm***@x', secret: '1' }],
    contactInfos: [{ contactType: 'EMAIL', contactNo: 'm@x' }],
    userAddresses: [{ city: 'Singapore' }],
    somethingElse: 'x',
  }
  expect(readUserInfo(info)).toEqual({
    userId: '2088',
    nickName: 'Mei',
    gender: 'FEMALE',
    userName: { fullName: 'Mei Tan' },
    loginIdInfos: [{ loginIdType: 'EMAIL', maskLoginId: 'm***@x' }],
    contactInfos: [{ contactType: 'EMAIL', contactNo: 'm@x' }],
    userAddresses: [{ city: 'Singapore' }],
  })
})

test.each([undefined, null, 'text', []])('%j is not user information', (value) => {
  expect(readUserInfo(value)).toBeUndefined()
})

test('a field of another type than documented is left out', () => {
  expect(readUserInfo({ nickName: 7, userName: 'Mei', loginIdInfos: [null, 'x'], contactInfos: {} })).toEqual(
    {
      loginIdInfos: [],
    },
  )
})
