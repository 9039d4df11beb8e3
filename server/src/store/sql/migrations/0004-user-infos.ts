/** What users let the merchant see, where USER_INFO=on; the same for both databases but for the type of a time. */
export const userInfosTable = (time: 'integer' | 'bigint'): string => `
create table user_infos (
  subject             text not null,
  app_id              text not null,
  customer_belongs_to text not null,
  info                text not null,
  received_at         ${time} not null,
  primary key (subject, app_id, customer_belongs_to)
);
`
