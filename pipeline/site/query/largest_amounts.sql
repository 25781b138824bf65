-- أكبر المبالغ · Largest amounts of money
-- المبالغ بعملتها كما وردت، الأكبر أولا في كل عملة: أكبر 200 مبلغ في كل منها. · Amounts in the currency of the text, the largest first: 200 of each currency.
with sums as materialized (
  select id, unit, row_number() over (partition by unit order by value desc, id) as place
  from figures where dimension = 'money' and in_body = 1
)
select surface, qualifier, value, value_max, unit, quote, id, title, publisher, published_on, document_id, permalink
from v_figures
where id in (select id from sums where place <= 200)
order by unit, value desc, id
