-- ما لم يُقرأ · What was not read
-- أرقام لم يأخذها تاريخ ولا عدد، وأسماء شهور بلا تاريخ: ما فات القواعد. · Digits and month names that no rule took: what was missed.
select surface, reason, quote, id, title, publisher, published_on, document_id, permalink
from v_unread
order by document_id, start_char
limit 1001
