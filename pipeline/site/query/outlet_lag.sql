-- من يسبق من؟ · Which outlet comes first?
-- كل ناشرَين يقولان الشيء نفسه: كم مرة سبق الأول، وبكم يوم في المتوسط. · Pairs of outlets that tell the same: how often the first was ahead, and by how many days on average.
with pairs as materialized (
  select a.document_id as first_id, b.document_id as other_id,
    cast(julianday(b.published_on) - julianday(a.published_on) as integer) as days
  from comparisons join facts as a on a.id = comparisons.fact_id join facts as b on b.id = comparisons.other_id
  where comparisons.verdict in ('agreement', 'repeat') and a.published_on is not null and b.published_on is not null
  limit 5000
)
select first.publisher as first_publisher, other.publisher, count(*) as times, round(avg(days), 1) as days_after,
  min(days) as least, max(days) as most
from pairs join documents as first on first.id = pairs.first_id join documents as other on other.id = pairs.other_id
where first.publisher <> other.publisher
group by first.publisher, other.publisher
order by times desc, days_after, first_publisher
limit 1000
