-- النصوص القانونية: الصدور والنشر والسريان · Legal texts: issued, published, in force
-- لكل نص قانوني في القاعدة نصه: يوم صدوره، وعدد الجريدة الرسمية ويومه، وبعد كم يوم نُشر، ويوم العمل به إن ذُكر. · For every legal text that is itself in the database: day of issue, bulletin and its day, days between, and the day from which it applies where one is said.
with own(entity_id, document_id) as (select distinct entity_id, document_id from legal_texts where own = 1 limit 1000)
select coalesce(entities.name_ar, own.entity_id) as law, max(legal_texts.issued_on) as issued_on,
  max(legal_texts.bulletin) as bulletin, max(legal_texts.bulletin_on) as bulletin_on,
  cast(julianday(max(legal_texts.bulletin_on)) - julianday(max(legal_texts.issued_on)) as integer) as days_after,
  (select min(dates.start_date) from dates join sentences on sentences.id = dates.sentence_id
   where dates.document_id = own.document_id and +dates.in_body = 1
     and dates.modifier = 'ON_OR_AFTER'
     and (sentences.key like '%يعمل ب%ابتداء من%' or sentences.key like '%يدخل حيز التنفيذ%')) as effective_on,
  own.entity_id, own.document_id, documents.title
from own
cross join legal_texts on +legal_texts.entity_id = own.entity_id and legal_texts.document_id = own.document_id
join documents on documents.id = own.document_id
left join entities on entities.id = own.entity_id
where documents.superseded_by is null
group by own.entity_id, own.document_id
having max(legal_texts.issued_on) is not null or max(legal_texts.bulletin_on) is not null
order by issued_on desc, law
