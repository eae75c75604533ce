-- records.sql: payments of a table as records, for join.sql and framed.sql; see
-- recon-cluster(7). It reads
--
--	payments(key, amount, currency, side, date, shop)
--
-- where side is L or R, amount a DECIMAL or its text, date a DATE or its text. shop
-- stands for any number of fields that are carried along. NULL is absent.

-- What may not stand in a field is written as recon-record(5) says.
CREATE OR REPLACE TEMPORARY VIEW records AS
SELECT concat(
    CASE substr(key, 1, 1) WHEN ' ' THEN '\\x20' WHEN '!' THEN '\\x21'
      WHEN '"' THEN '\\x22' WHEN '#' THEN '\\x23' ELSE '' END,
    replace(replace(replace(replace(
      CASE WHEN substr(key, 1, 1) IN (' ', '!', '"', '#')
        THEN substr(key, 2) ELSE key END,
      '\\', '\\\\'), '\t', '\\t'), '\n', '\\n'), '\r', '\\r')) AS key,
  CAST(amount AS STRING) AS amount, currency, side, CAST(date AS STRING) AS date,
  concat('shop=', replace(replace(replace(replace(shop,
    '\\', '\\\\'), '\t', '\\t'), '\n', '\\n'), '\r', '\\r')) AS shop
FROM payments;
