import type { LanguagePack } from '../texts/panel-texts.js'

export const th: LanguagePack = {
  language: 'th',
  texts: {
    superApps: { TRUEMONEY: 'ทรูมันนี่', '*': 'แอปนี้' },
    title: '{sender}',
    intro: 'ต้องการส่งข้อความถึงกล่องข้อความของคุณใน {superApp}',
    manageIntro: 'กำลังส่งข้อความเหล่านี้ถึงกล่องข้อความของคุณใน {superApp}',
    exampleLabel: 'ตัวอย่าง',
    howToStop: 'คุณหยุดรับข้อความได้ทุกเมื่อใน {superApp}',
    privacyLabel: 'ประกาศความเป็นส่วนตัว',
    agree: 'ยินยอม',
    agreeCount: 'ยินยอม ({count})',
    reject: 'ปฏิเสธ',
    rejectAll: 'ปฏิเสธทั้งหมด',
    keep: 'รับต่อไป',
    stop: 'หยุดรับ',
    save: 'บันทึก',
    stopAll: 'หยุดทั้งหมด',
    close: 'ปิด',
    nothingTicked: 'โปรดเลือกรายการที่คุณยินยอม',
    loading: 'กำลังโหลด…',
    submitting: 'กำลังบันทึกตัวเลือกของคุณ…',
    failed: 'ยังไม่ได้สมัครรับข้อความใด ลองใหม่ได้ทุกเมื่อ',
  },
}
