-- آجال ومواعيد نهائية · Deadlines
-- عبارات مثل «قبل» و«نهاية» و«إلى غاية» مع جملها، أبعدها أجلا أولا. · Expressions such as before, by the end of, until; the latest first.
select end_date, surface, modifier, timex_value, quote, id, title, publisher, published_on, document_id, permalink
from v_dates
where +modifier in ('END', 'BEFORE', 'ON_OR_BEFORE') and end_date is not null
order by end_date desc, document_id, start_char
limit 1001
