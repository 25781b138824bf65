-- كل ما وُجد من نوع · All findings of a kind
-- date تاريخ، figure رقم، place مكان، law نص قانوني، fact حقيقة؛ الأحدث أولا. · date, figure, place, law, fact...; the newest first.
-- :kind النوع = figure
select kind, surface, value, quote, id, title, publisher, published_on, document_id
from findings
where +in_body = 1 and kind = coalesce(nullif(trim(:kind), ''), 'figure')
order by published_on desc
limit 1001
