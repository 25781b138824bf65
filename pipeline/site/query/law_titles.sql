-- بأي عنوان يُذكر النص القانوني؟ · Under which titles is a law cited?
-- كل عنوان أُعطي لنص قانوني، وكم وثيقة تذكره به، ومن ذكره أولا. · Every title that a legal text is given, how many documents give it, and which was first.
-- :law النص القانوني = law/08.22
with asked(law) as (select ar_fold(coalesce(nullif(trim(:law), ''), 'law/08.22')))
select legal_texts.title as law_title, count(distinct legal_texts.document_id) as documents,
  min(documents.published_on) as first_on, documents.publisher, legal_texts.entity_id, legal_texts.document_id,
  documents.title
from legal_texts join documents on documents.id = legal_texts.document_id
where legal_texts.title is not null and documents.superseded_by is null
  and entity_id in (select entities.id from entities, asked where entities.id = asked.law or code = asked.law)
group by legal_texts.entity_id, legal_texts.title
order by documents desc, first_on, law_title
