/*
 * The tables and views, recon-store(5). What two kinds of database write
 * differently stands in braces, see schema.c.
 */
#include "store/tables/schema.h"

#define OPEN "('left', 'right', 'amount', 'field', 'duplicate', 'ambiguous')"

const char *const schema_text[] = {
	"CREATE TABLE recon_store (version {int} NOT NULL){strict}",

	"CREATE TABLE day (no {int} PRIMARY KEY, book {text} NOT NULL,\n"
	"    date {date} NOT NULL, gen {int} NOT NULL, loaded {text} NOT "
	"NULL,\n"
	"    who {text} NOT NULL, records {int} NOT NULL, total {text} NOT "
	"NULL,\n"
	"    digest {text} NOT NULL, version {int} NOT NULL,\n"
	"    total_first {int} NOT NULL, pruned {int} NOT NULL,\n"
	"    UNIQUE (book, date)){strict}",

	"{sequence day_no}",

	"CREATE TABLE replaced (no {int} PRIMARY KEY, book {text} NOT NULL,\n"
	"    date {date} NOT NULL, gen {int} NOT NULL, loaded {text} NOT "
	"NULL,\n"
	"    who {text} NOT NULL, records {int} NOT NULL, total {text} NOT "
	"NULL,\n"
	"    digest {text} NOT NULL, replaced {text} NOT NULL,\n"
	"    replaced_who {text} NOT NULL){strict}",

	"CREATE TABLE fact (day {int} NOT NULL, stage {int} NOT NULL,\n"
	"    line {int} NOT NULL, name {text} NOT NULL, value {text} NOT "
	"NULL,\n"
	"    PRIMARY KEY (day, stage, line)){strict}",

	"CREATE TABLE class_sum (day {int} NOT NULL, class {text} NOT NULL,\n"
	"    currency {text} NOT NULL, lines {int} NOT NULL,\n"
	"    {amount left_amount}, {amount right_amount},\n"
	"    PRIMARY KEY (day, class, currency)){strict}",

	"CREATE TABLE result ({id}day {int} NOT NULL, seq {int} NOT NULL,\n"
	"    key {text} NOT NULL, class {text} NOT NULL,\n"
	"    {amount left_amount}, {amount right_amount},\n"
	"    {amount difference}, currency {text} NOT NULL, date {date},\n"
	"    fields {text} NOT NULL{key day, seq}){strict}",

	"CREATE INDEX result_key ON result (day, key)",

	"CREATE INDEX result_other ON result (day) WHERE class <> 'matched'",

	"CREATE TABLE item (book {text} NOT NULL, id {text} NOT NULL,\n"
	"    key {text} NOT NULL, side {text} NOT NULL, class {text} NOT "
	"NULL,\n"
	"    {amount amount}, currency {text} NOT NULL, date {date},\n"
	"    first {date} NOT NULL, seen {date} NOT NULL, closed {date},\n"
	"    closed_by {text}, fields {text} NOT NULL,\n"
	"    PRIMARY KEY (book, id)){strict}",

	"CREATE INDEX item_key ON item (key)",

	"CREATE INDEX item_open ON item (book) WHERE closed IS NULL",

	"CREATE TABLE event (book {text} NOT NULL, item {text} NOT NULL,\n"
	"    day {int} NOT NULL, what {text} NOT NULL, who {text}){strict}",

	"CREATE INDEX event_item ON event (book, item)",

	"CREATE INDEX event_day ON event (day)",

	"CREATE TABLE field_column (name {text} PRIMARY KEY){strict}",

	/* the legs that are open in the evening of a day */
	"CREATE VIEW leg AS\n"
	"SELECT r.day, d.book, d.date AS on_date,\n"
	"    CASE WHEN r.right_amount IS NULL THEN {field id}\n"
	"        ELSE {field l.id} END AS id,\n"
	"    r.key, 'L' AS side, r.class, {as r.left_amount amount},\n"
	"    r.currency, CASE WHEN {field l.date} IS NULL THEN r.date\n"
	"        WHEN {field l.date} = '-' THEN NULL\n"
	"        ELSE {cast l.date} END AS date,\n"
	"    CASE WHEN r.right_amount IS NULL THEN {cast first}\n"
	"        ELSE {cast l.first} END AS first,\n"
	"    CASE WHEN r.right_amount IS NULL THEN {field reopened}\n"
	"        ELSE {field l.reopened} END AS reopened, r.fields\n"
	"FROM result r JOIN day d ON d.no = r.day\n"
	"WHERE r.class <> 'matched' AND r.class IN " OPEN "\n"
	"    AND r.left_amount IS NOT NULL\n"
	"UNION ALL\n"
	"SELECT r.day, d.book, d.date AS on_date,\n"
	"    CASE WHEN r.left_amount IS NULL THEN {field id}\n"
	"        ELSE {field r.id} END AS id,\n"
	"    r.key, 'R' AS side, r.class, {as r.right_amount amount},\n"
	"    r.currency, CASE WHEN {field r.date} IS NULL THEN r.date\n"
	"        WHEN {field r.date} = '-' THEN NULL\n"
	"        ELSE {cast r.date} END AS date,\n"
	"    CASE WHEN r.left_amount IS NULL THEN {cast first}\n"
	"        ELSE {cast r.first} END AS first,\n"
	"    CASE WHEN r.left_amount IS NULL THEN {field reopened}\n"
	"        ELSE {field r.reopened} END AS reopened, r.fields\n"
	"FROM result r JOIN day d ON d.no = r.day\n"
	"WHERE r.class <> 'matched' AND r.class IN " OPEN "\n"
	"    AND r.right_amount IS NOT NULL",

	/* the ids that the lines of a day close */
	"CREATE VIEW closing AS\n"
	"SELECT r.day, d.book, d.date AS on_date, j.value AS id,\n"
	"    r.class AS what, {field by} AS who\n"
	"FROM result r JOIN day d ON d.no = r.day, {ids}\n"
	"WHERE r.class <> 'matched' AND r.class IN ('rolled', 'adjusted')\n"
	"    AND {field closes} IS NOT NULL",

	/* the last day of each book */
	"CREATE VIEW last_day AS\n"
	"SELECT book, max(date) AS date FROM day GROUP BY book",

	"CREATE VIEW open_item AS\n"
	"SELECT i.book, i.id, i.key, i.side, i.class, {cols i.amount},\n"
	"    i.currency, i.date, i.first,\n"
	"    {days t.date, coalesce(i.date, i.first)} AS age, i.fields\n"
	"FROM item i JOIN last_day t ON t.book = i.book\n"
	"WHERE i.closed IS NULL",

	"CREATE VIEW open_by_age AS\n"
	"SELECT book, currency, side, days, legs, {shown amount}\n"
	"FROM (SELECT book, currency, side, CASE WHEN age < 3 THEN\n"
	"            '' || age WHEN age < 7 THEN '3-6'\n"
	"            ELSE '7+' END AS days,\n"
	"        count(*) AS legs, {sum amount}\n"
	"    FROM open_item GROUP BY 1, 2, 3, 4) s",

	"CREATE VIEW open_by_field AS\n"
	"SELECT book, name, value, currency, side, legs, {shown amount}\n"
	"FROM (SELECT book, name, value, currency, side, count(*) AS legs,\n"
	"        {sum amount}\n"
	"    FROM (SELECT i.book, substr(j.value, 1, {eq} - 1) AS name,\n"
	"            substr(j.value, {eq} + 1) AS value, i.currency, i.side,\n"
	"            {cols i.amount}\n"
	"        FROM open_item i, {pairs i.fields}\n"
	"        WHERE i.fields <> '') f\n"
	"    WHERE name NOT IN ('id', 'first', 'age', 'l.id', 'r.id', "
	"'l.first',\n"
	"            'r.first', 'reopened', 'l.reopened', 'r.reopened',\n"
	"            'l.date', 'r.date', 'ln', 'rn')\n"
	"        AND substr(name, 1, 2) <>\n"
	"            CASE side WHEN 'L' THEN 'r.' ELSE 'l.' END\n"
	"    GROUP BY 1, 2, 3, 4, 5) s",

	/* each payment once: what is closed by its line, what is open by its
	 * leg */
	"CREATE VIEW once AS\n"
	"SELECT d.book, {month coalesce(r.date, d.date)} AS month, r.class,\n"
	"    r.currency, {cols r.left_amount}, {cols r.right_amount}{columns "
	"r}\n"
	"FROM day d JOIN result r ON r.day = d.no\n"
	"WHERE r.class IN ('matched', 'rolled', 'adjusted')\n"
	"UNION ALL\n"
	"SELECT i.book, {month coalesce(i.date, i.first)}, i.class, "
	"i.currency,\n"
	"    {if i.side = 'L' then i.amount}, {if i.side = 'R' then i.amount}"
	"{columns i}\n"
	"FROM item i WHERE i.closed IS NULL",

	"CREATE VIEW by_month AS\n"
	"SELECT book, month, class, currency, lines, {shown left_amount},\n"
	"    {shown right_amount}\n"
	"FROM (SELECT book, month, class, currency, count(*) AS lines,\n"
	"        {sum left_amount}, {sum right_amount}\n"
	"    FROM once GROUP BY 1, 2, 3, 4) s",

	/* what came and went, day by day */
	"CREATE VIEW change AS\n"
	"SELECT d.book, d.date AS on_date, e.what, e.who, e.item AS id, "
	"i.key,\n"
	"    i.side, {cols i.amount}, i.currency, i.date, i.first\n"
	"FROM day d JOIN event e ON e.day = d.no\n"
	"    LEFT JOIN item i ON i.book = e.book AND i.id = e.item",

	"CREATE VIEW changed_today AS\n"
	"SELECT c.* FROM change c JOIN last_day t\n"
	"    ON t.book = c.book AND t.date = c.on_date",

	"CREATE VIEW new_today AS\n"
	"SELECT c.* FROM changed_today c WHERE c.what = 'new'",

	/* the life of a key: what closed, and when each leg came */
	"CREATE VIEW life AS\n"
	"SELECT d.book, r.key, d.date AS on_date, r.class AS what,\n"
	"    {cols r.left_amount}, {cols r.right_amount}, r.currency,\n"
	"    {field closes} AS ids, {field by} AS who, r.fields\n"
	"FROM day d {cross} result r {on} r.day = d.no\n"
	"    {and} r.class IN ('matched', 'rolled', 'adjusted')\n"
	"UNION ALL\n"
	"SELECT i.book, i.key, d.date, e.what,\n"
	"    {if i.side = 'L' then i.amount}, {if i.side = 'R' then "
	"i.amount},\n"
	"    i.currency, i.id, e.who, i.fields\n"
	"FROM item i JOIN event e ON e.book = i.book AND e.item = i.id\n"
	"    JOIN day d ON d.no = e.day\n"
	"WHERE e.what IN ('new', 'reopened')",

	/* what was open in the evening of a date, as it was known then */
	"CREATE VIEW open_on AS\n"
	"SELECT l.book, l.on_date, l.id, l.key, l.side, l.class,\n"
	"    {cols l.amount}, l.currency, l.date, l.first,\n"
	"    {days l.on_date, coalesce(l.date, l.first)} AS age, l.fields\n"
	"FROM leg l",
	NULL,
};
