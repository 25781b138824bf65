-- الأسماء بثلاث لغات · Names in three languages
-- الأماكن والنصوص والهيئات بالعربية والفرنسية والإنجليزية مع رموزها، الأكثر ذكرا أولا. · Places, texts and bodies in Arabic, French and English with their codes, the most named first.
select name_ar, name_fr, name_en, kind, code, mentions, id as entity_id
from v_entities
where mentions > 0 and (name_fr is not null or name_en is not null)
order by mentions desc, id
limit 1000
