-- join.sql: records joined by the tasks of Spark SQL, in columns; see
-- recon-cluster(7). The simplest way; framed.sql notices what is lost.
--
--	spark-sql -i records.sql -f join.sql --hivevar out=/tmp/day1
--
-- Every column has a name, of what goes in and of what comes out: results have
-- seven, and one more for each field that either side carries. What has no column
-- is lost. Control lines are rows like any other.

CREATE OR REPLACE TEMPORARY VIEW results AS
SELECT TRANSFORM(key, amount, currency, side, date, shop)
  ROW FORMAT DELIMITED FIELDS TERMINATED BY '\t'
  USING 'recon-join --sort --engine spark -j 1 -S 256M'
  AS (key STRING, class STRING, l STRING, r STRING, diff STRING,
    currency STRING, date STRING, more1 STRING, more2 STRING, more3 STRING,
    more4 STRING)
  ROW FORMAT DELIMITED FIELDS TERMINATED BY '\t'
FROM (SELECT * FROM records DISTRIBUTE BY key);

-- As text, one file a task. A column that is NULL is left out, and in a result
-- only the last ones are.
INSERT OVERWRITE DIRECTORY '${hivevar:out}' USING text
SELECT concat_ws('\t', key, class, l, r, diff, currency, date, more1, more2,
  more3, more4)
FROM results;
