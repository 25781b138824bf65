-- وعود مضى أجلها · Promises past due
-- ما مضى أجله ولا نص في القاعدة يفيد بإنجازه، أحدثها أجلا أولا؛ والحال كما في آخر يوم نشر لا كما اليوم. · What is past due and no text in the database reports done, the latest first; as of the newest day of publication, not of today.
select promises.due_on, promises.as_of, cast(julianday(promises.as_of) - julianday(promises.due_on) as integer) as days_after,
  v_facts.surface, promises.remaining, coalesce(v_facts.place_label, v_facts.place) as place, v_facts.speaker,
  v_facts.quote, v_facts.id, v_facts.title, v_facts.publisher, v_facts.published_on, v_facts.document_id,
  v_facts.permalink
from (select * from promises where state = 'missed' order by due_on desc limit 1000) as promises
join v_facts on v_facts.id = promises.fact_id
order by promises.due_on desc, v_facts.id
