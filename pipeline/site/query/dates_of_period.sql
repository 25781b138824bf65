-- تواريخ فترة · Dates of a period
-- كل تاريخ يقع كله أو بعضه بين يومين، مثل 2026-01-01. · Every date that falls between two days.
-- :first من يوم
-- :last إلى يوم
with asked(first, last) as (
  select coalesce(nullif(trim(:first), ''), '0001-01-01'), coalesce(nullif(trim(:last), ''), '9999-12-31')
)
select surface, timex_value, modifier, start_date, end_date, quote, id, title, publisher, published_on, document_id,
  permalink
from v_dates
where +end_date >= (select first from asked) and start_date <= (select last from asked)
order by start_date, end_date, document_id, start_char
limit 1001
