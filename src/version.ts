/** Goes into the consent record: the same version always shows the same built-in texts. */
export const version = '0.1.0'
