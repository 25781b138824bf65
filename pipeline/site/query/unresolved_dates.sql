-- تواريخ لم تُحلّ · Dates that stay unresolved
-- عبارات زمنية لا يُعرف يومها لأن مرتكزها غير معروف. · Expressions of time whose anchor is unknown.
select surface, grain, quote, id, title, publisher, published_on, document_id, permalink
from v_dates
where start_date is null and timex_type <> 'SET'
order by document_id, start_char
limit 1001
