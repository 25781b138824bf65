-- ما لم يُقرأ · What was not read
-- أرقام لم يأخذها تاريخ ولا عدد، وأسماء شهور بلا تاريخ: ما فات القواعد. · Digits and month names that no rule took: what was missed.
with first(id) as (select id from unread where +in_body = 1 order by id limit 1001)
select surface, reason, quote, id, title, publisher, published_on, document_id, permalink
from v_unread
where id in (select id from first)
order by document_id, start_char
