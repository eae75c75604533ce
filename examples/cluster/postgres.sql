-- postgres.sql: payments in PostgreSQL, joined by recon-join; results go back into
-- the database, all in one transaction; see recon-cluster(7).
--
--	psql -X -f postgres.sql DATABASE
--
-- reads payments(key, amount, currency, side, date, shop), of which shop stands for
-- any number of fields that are carried along, and writes results. What is between
-- is put down in the current directory: day.total, what the database says all
-- payments are, and day.res. Text that COPY writes is that of recon-record(5) but
-- for the first byte of some keys.

\set ON_ERROR_STOP on
BEGIN ISOLATION LEVEL REPEATABLE READ;

CREATE TEMPORARY VIEW records AS
SELECT key, amount, currency, side, date, 'shop=' || shop AS shop
FROM payments;

CREATE TEMPORARY VIEW totals AS
SELECT '#total' AS word, 'records=' || count(*) AS records,
	side || '.' || coalesce(currency, '-') || '=' || sum(amount) AS sum
FROM payments GROUP BY side, currency;

\copy (SELECT * FROM totals) TO day.total
\copy (SELECT * FROM records) TO PROGRAM 'sed "s/^#/\\\\x23/; s/^ /\\\\x20/; s/^!/\\\\x21/; s/^\"/\\\\x22/" | recon-join --sort --null "\\N" --expect-total day.total -o day.res'

-- A result has seven columns, and as an eighth all that is carried.
CREATE TABLE IF NOT EXISTS results (
	key text NOT NULL, class text NOT NULL, l numeric, r numeric,
	diff numeric NOT NULL, currency text, date date, more text);
\copy results FROM PROGRAM 'sed -E "/^#/d; s/^([^\t]*\t){6}[^\t]*$/&\t-/; s/\t/\\\\t/8g" day.res' WITH (NULL '-')

COMMIT;
