-- معدودات بلا وحدة معروفة · Counted nouns without a unit
-- أسماء يُعدّ بها ولا يعرفها المعجم، الأكثر ورودا أولا: ما يحسن أن يُضاف إلى جداول الكلمات. · Nouns that are counted and that no table knows, the most frequent first: what to add to the tables of words.
with nouns as materialized (
  select noun_lemma, document_id, noun, id from figures
  where unit is null and +in_body = 1 and +dimension = 'count' and +noun_lemma is not null
  order by published_on desc limit 20000
)
select noun_lemma, count(*) as times, count(distinct document_id) as documents, max(noun) as noun, max(id) as id
from nouns
group by noun_lemma
order by times desc, noun_lemma
limit 1000
