-- بحث في الجمل · Search sentences
-- جمل فيها كل الكلمات، بأي رسم وبأي أرقام، أحدثها أولا؛ ضع العبارة بين علامتي اقتباس لتبقى متصلة. · Sentences with all the words, in any spelling and any digits, newest first; quote a phrase to keep it whole.
-- :q الكلمات
with found(number) as (
  select rowid from sentences_fts where sentences_fts match ar_search(:q) order by rowid desc limit 1000
)
select text, id, title, publisher, published_on, document_id, permalink
from found cross join v_sentences on v_sentences.sentence_number = found.number
order by found.number desc
