-- نصوص متكررة · Copied texts
-- وثائق تقول الشيء نفسه باللفظ نفسه: الأصل، وناشر النسخة، وبعد كم يوم نُشرت. · Documents that say the same in the same words: the first, who copied it, and after how many days.
select duplicates.kind, first.publisher as first_publisher, first.published_on as first_on,
  documents.publisher, documents.published_on, cast(julianday(documents.published_on)
  - julianday(first.published_on) as integer) as days_after, duplicates.confidence, documents.title, duplicates.document_id, duplicates.other_id
from duplicates join documents on documents.id = duplicates.document_id
join documents as first on first.id = duplicates.other_id
where +documents.superseded_by is null
order by duplicates.other_id, documents.published_on, duplicates.document_id
limit 1001
