-- أكبر المبالغ · Largest amounts of money
-- المبالغ بعملتها كما وردت، الأكبر أولا في كل عملة: أكبر 1000 مبلغ. · Amounts in the currency of the text, by currency, the largest first: the largest 1,000.
with largest as materialized (
  select id from figures where +dimension = 'money' and +in_body = 1 order by value desc limit 1000
)
select surface, qualifier, value, value_max, unit, quote, id, title, publisher, published_on, document_id, permalink
from v_figures
where id in (select id from largest)
order by unit, value desc, id
