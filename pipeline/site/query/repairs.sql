-- ما أُصلح في النصوص · Repairs to the texts
-- كل تغيير أجراه القارئ في نص وثيقة، ويمكن رده كما كان. · Every change that a reader made; each can be undone.
select kind, before, after, id, title, publisher, published_on, document_id, permalink, start_char
from v_repairs
order by document_id, start_char
limit 1001
