/** What a person sees and does besides the pages: the browser draws it, a test answers at once. */
export interface Device {
  toast(options: { content: string; type: string; duration: number }): Promise<void>
  hideToast(): void
  alert(options: { title: string; content: string; buttonText: string }): Promise<void>
  /** True for the confirm button. */
  confirm(options: {
    title: string
    content: string
    confirmButtonText: string
    cancelButtonText: string
  }): Promise<boolean>
  /** Index of the chosen item, -1 for none. */
  actionSheet(options: { title: string; items: string[]; cancelButtonText: string }): Promise<number>
  /** Undefined hides it. */
  loading(content: string | undefined): void
  navigationBar(options: { title?: string; backgroundColor?: string }): void
  systemInfo(): SystemInfo
  clipboard: { read(): string | Promise<string>; write(text: string): void | Promise<void> }
}

export interface SystemInfo {
  language: string
  windowWidth: number
  windowHeight: number
  screenWidth: number
  screenHeight: number
  pixelRatio: number
}
