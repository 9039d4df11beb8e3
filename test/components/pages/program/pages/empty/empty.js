import { requestSubscribeMessage } from '../../../../../../components/request'

Page({
  data: { told: '' },

  async handleTap() {
    const { errorCode } = await requestSubscribeMessage({ templateIds: ['202109305800000001000001'] })
    this.setData({ told: errorCode })
  },
})
