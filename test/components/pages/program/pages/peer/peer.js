Page({
  data: { requestSubscribeMessage: false, appId: '', authCode: '', templateIds: [], told: '' },

  handleTap() {
    my.getAuthCode({
      scopes: ['auth_user'],
      success: ({ authCode }) =>
        this.setData({
          requestSubscribeMessage: true,
          appId: 'P0000000000000010001',
          authCode,
          templateIds: ['202109305800000001000001'],
        }),
    })
  },

  handleCallback({ success, type }) {
    this.setData({ requestSubscribeMessage: false })
    if (success && type === 'AGREE') this.setData({ told: 'agreed' })
    else if (success && type === 'REJECT') this.setData({ told: 'rejected' })
    else this.setData({ told: 'cancelled' })
  },
})
