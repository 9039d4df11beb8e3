/** What every peer shows, so that the same panel is compared. */
export const content = {
  title: 'Messages from Yummy Chicken Rice',
  intro: 'Yummy Chicken Rice would like to send you messages to your inbox in Alipay:',
  name: 'Order ready',
  description: 'When your order can be picked up',
  exampleLabel: 'Example',
  example: 'Your order 0042 at Yummy Chicken Rice is ready for pick-up.',
  howToStop: 'You can stop this at any time in Alipay.',
  privacy: 'Privacy notice',
  privacyUrl: 'https://shop.example/privacy',
  reject: 'Reject',
  agree: 'Agree',
}
