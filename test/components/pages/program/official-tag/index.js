// A stand-in with the documented surface of the platform's tag.
Component({
  props: { requestSubscribeMessage: false, appId: '', authCode: '', templateIds: [] },
  methods: {
    handleAgree() {
      this.props.onCallback({ success: true, type: 'AGREE' })
    },
    handleCancel() {
      this.props.onCallback({ success: false, errorCode: 'CANCELLED' })
    },
  },
})
