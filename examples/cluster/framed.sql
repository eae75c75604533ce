-- framed.sql: records joined by the tasks of Spark SQL, so that a row, a key or a
-- part that is lost on the way is noticed; see recon-cluster(7).
--
--	spark-sql -i records.sql -f framed.sql --hivevar parts=200 \
--	    --hivevar run=day1 --hivevar out=/tmp/day1
--	cat /tmp/day1.total/part-* >day1.total
--	recon-sort -m --parts 200@day1 --expect-total day1.total /tmp/day1/part-*
--
-- Keys fall into buckets. Each bucket is a part of the run: a stream that is
-- opened and closed by rows of its own, which go where its records go. What a
-- bucket has to hold is added up before anything is sent about.

CREATE OR REPLACE TEMPORARY VIEW bucketed AS
SELECT pmod(hash(key), ${hivevar:parts}) + 1 AS part,
  concat(side, '.', coalesce(currency, '-')) AS side,
  CAST(amount AS DECIMAL(38, 6)) AS amount,
  concat_ws('\t', key, amount, coalesce(currency, '-'), side,
    coalesce(date, '-'), shop) AS line
FROM records;

-- Once, for the part and for the whole.
DROP VIEW IF EXISTS sums;
CACHE TABLE sums AS
SELECT part, side, count(*) AS records, sum(amount) AS amount
FROM bucketed GROUP BY part, side;

-- A bucket without a record is a part all the same.
CREATE OR REPLACE TEMPORARY VIEW totals AS
SELECT part, concat_ws('\t', '#total',
    concat('records=', coalesce(sum(records), 0)),
    concat_ws('\t', collect_list(concat(side, '=', amount))),
    concat('part=', part, '/${hivevar:parts}@${hivevar:run}')) AS line
FROM (SELECT explode(sequence(1, ${hivevar:parts})) AS part)
LEFT JOIN sums USING (part)
GROUP BY part;

INSERT OVERWRITE DIRECTORY '${hivevar:out}.total' USING text
SELECT concat_ws('\t', '#total', concat('records=', records),
  concat(side, '=', amount))
FROM (SELECT side, sum(records) AS records, sum(amount) AS amount
  FROM sums GROUP BY side);

INSERT OVERWRITE DIRECTORY '${hivevar:out}' USING text
SELECT TRANSFORM(line)
  ROW FORMAT DELIMITED FIELDS TERMINATED BY '\001'
  USING 'recon-join --sort --part input --require-total --engine spark -j 1 -S 256M'
  AS (line STRING)
  ROW FORMAT DELIMITED FIELDS TERMINATED BY '\001'
FROM (
  SELECT part, line FROM bucketed
  UNION ALL SELECT part, '#recon record 1' FROM totals
  UNION ALL SELECT part, line FROM totals
  DISTRIBUTE BY part);
