import config from './config'

/** Calls the merchant's shop. `done(error, body)`: exactly one of them is set. */
export function callShop(method, path, data, done) {
  my.request({
    url: config.shopUrl + path,
    method: method,
    headers: { 'content-type': 'application/json' },
    data: data,
    dataType: 'json',
    success: function (answer) {
      if (answer.status >= 200 && answer.status < 300) done(null, answer.data)
      else done(new Error(path + ' answered ' + answer.status))
    },
    fail: function (error) {
      done(new Error(path + ' failed: ' + error.errorMessage))
    },
  })
}
