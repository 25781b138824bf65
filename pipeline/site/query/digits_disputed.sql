-- أرقام موضع شك · Digits in doubt
-- أرقام لها قراءتان (في أحدث 50000 رقم)، وتواريخ اختلطت أرقامها، وصفحات أرقامها موضع شك. · Numbers with two readings (in the newest 50,000), dates whose digits are mixed up, pages whose digits are in doubt.
with newest as (select id, value_alt from figures order by published_on desc limit 50000)
select kind, surface, value, value_alt, quote, id, title, publisher, published_on, document_id, permalink from (
  select 'figure' as kind, surface, value, value_alt, quote, id, title, publisher, published_on, document_id, permalink
  from v_figures
  where id in (select id from newest where value_alt is not null)
  order by published_on desc limit 1000
)
union all
select kind, surface, null, null, quote, id, title, publisher, published_on, document_id, permalink
from v_warnings where kind = 'damaged_date'
union all
select 'page', quality, number, null, null, id, title, publisher, published_on, document_id, permalink
from v_pages where quality in ('digits', 'letters', 'ocr')
order by published_on desc, document_id, id
