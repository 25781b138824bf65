-- آجال ومواعيد نهائية · Deadlines
-- عبارات مثل «قبل» و«نهاية» و«إلى غاية» مع جملها، أبعدها أجلا أولا. · Expressions such as before, by the end of, until; the latest first.
select end_date, surface, modifier, timex_value, quote, id, title, publisher, published_on, document_id, permalink
from v_dates
where id in (
  select id from dates where +modifier in ('END', 'BEFORE', 'ON_OR_BEFORE') and end_date > '' and +in_body = 1
  order by end_date desc limit 2000
)
order by end_date desc, document_id, start_char
limit 1001
