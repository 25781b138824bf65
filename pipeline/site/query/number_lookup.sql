-- أين ورد هذا العدد؟ · Where does this number occur?
-- اكتب العدد بأي أرقام: 11338 أو 11,338 أو ١١٣٣٨؛ أحدث المواضع أولا. · Type the number in any digits; the newest first.
-- :value العدد = 100
with asked(value) as (
  select cast(replace(ar_fold(coalesce(nullif(trim(:value), ''), '100')), ',', '') as real)
),
found(id) as (
  select id from (
    select id from figures where value = +(select value from asked) order by +published_on desc limit 1000
  )
  union
  select figures.id from (
    select rowid as number from sentences_fts where sentences_fts match ar_search(coalesce(nullif(trim(:value), ''), '100'))
    order by rowid desc limit 1000
  ) as said
  cross join sentences on sentences.number = said.number cross join figures on figures.sentence_id = sentences.id
  where (select value from asked) in (figures.value_max, figures.value_alt)
)
select surface, value, value_max, unit, noun, quote, id, title, publisher, published_on, document_id, permalink
from v_figures
where id in (select id from found)
order by published_on desc, document_id, start_char
