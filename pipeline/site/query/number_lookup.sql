-- أين ورد هذا العدد؟ · Where does this number occur?
-- اكتب العدد بأي أرقام: 11338 أو 11,338 أو ١١٣٣٨؛ أحدث المواضع أولا. · Type the number in any digits; the newest first.
-- :value العدد = 100
with asked(value) as (
  select cast(replace(ar_fold(coalesce(nullif(trim(:value), ''), '100')), ',', '') as real)
),
found(id) as (
  select id from (
    select id from figures where value = (select value from asked) order by published_on desc limit 2000
  )
  union
  select id from figures where (select value from asked) in (value_max, value_alt)
)
select surface, value, value_max, unit, noun, quote, id, title, publisher, published_on, document_id, permalink
from v_figures
where id in (select id from found)
order by published_on desc, document_id, start_char
