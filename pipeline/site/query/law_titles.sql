-- بأي عنوان يُذكر النص القانوني؟ · Under which titles is a law cited?
-- كل وثيقة تذكر النص القانوني، والعنوان الذي تعطيه إياه (أو لا شيء) مع جملته، وكم وثيقة تعطي العنوان نفسه؛ أحدث 1000 موضع. · Every document that cites a legal text, the title that it gives it (or none) with the sentence, and how many documents give that title; the newest 1,000 places.
-- :law النص القانوني = law/08.22
with asked(law) as (select ar_fold(coalesce(nullif(trim(:law), ''), 'law/08.22'))),
wanted(id) as (select entities.id from entities, asked where entities.id = asked.law or code = asked.law),
place(id, document_id, sentence_id, start_char) as (
  select id, document_id, sentence_id, start_char from mentions
  where entity_id in (select id from wanted) and +kind = 'law' and +in_body = 1
  order by published_on desc limit 1000
),
titled(document_id, law_title, sentence_id, start_char) as (
  select document_id, title, sentence_id, min(start_char) from legal_texts
  where entity_id in (select id from wanted) and title is not null
  group by document_id, title
),
cited(law_title, id, start_char) as (
  select law_title, place.id, min(place.start_char) from place left join titled using (document_id)
  where titled.sentence_id is null or titled.sentence_id = place.sentence_id
  group by place.document_id, law_title
)
select law_title, iif(law_title is null, null, count(*) over (partition by law_title)) as documents, quote,
  v_mentions.id, title, publisher, published_on, document_id, permalink
from cited join v_mentions on v_mentions.id = cited.id
order by law_title is null, documents desc, law_title, published_on is null, published_on, document_id
