// Addresses of a local `npm start`. On a device: your own https hosts, on the program's list of server domains.
export default {
  backendUrl: 'http://127.0.0.1:8788',
  shopUrl: 'http://127.0.0.1:8789',
  templateIds: ['202109305800000001000001'],

  // Only for hosts without the Alipay+ JSAPIs, such as the IDE's simulator. The page says when they are used.
  withoutJsapi: {
    appId: 'P0000000000000010001',
    customerBelongsTo: 'ALIPAY_CN',
  },
}
