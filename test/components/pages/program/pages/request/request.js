import { requestSubscribeMessage } from '../../../../../../components/request'

Page({
  data: { told: '', source: '' },

  // Before the page's components have mounted.
  onLoad({ now }) {
    if (now) this.handleTap()
  },

  async handleTap() {
    const { type, errorCode } = await requestSubscribeMessage({
      id: 'bell',
      templateIds: ['202109305800000001000001'],
    })
    this.setData({ told: type ?? errorCode })
  },

  handleResult({ type, currentTarget }) {
    this.setData({ source: `${type} ${JSON.stringify(currentTarget)}` })
  },
})
