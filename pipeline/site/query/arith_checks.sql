-- حسابات النصوص · Calculations in the texts
-- مجاميع ونسب وفروق يدعو إليها النص نفسه، وهل تصح. · Sums, shares and differences that a text itself invites, and whether they fit.
-- :verdict الحكم
with asked(verdict) as (select trim(coalesce(:verdict, '')))
select v_consistency.verdict, kind, message, id, title, publisher, published_on, document_id, permalink
from v_consistency, asked
where asked.verdict in ('', v_consistency.verdict)
order by case v_consistency.verdict when 'contradicts' then 0 when 'rounded' then 1 else 2 end, published_on desc, id
limit 1001
