/** The part of less that is used. */
declare module 'less' {
  const less: {
    render(text: string, options: { filename: string; paths: string[] }): Promise<{ css: string }>
  }
  export default less
}
