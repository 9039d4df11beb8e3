Page({
  data: { asking: false, officialResult: null, templateIds: ['202109305800000001000001'], told: '' },

  handleTap() {
    this.setData({ asking: true })
  },
  handleOfficial(result) {
    this.setData({ officialResult: result })
  },
  handleAnswer(result) {
    this.setData({ asking: false, officialResult: null, told: result.type || result.errorCode })
  },
})
