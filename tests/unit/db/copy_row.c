#include "db/copy_row.h"
#include "db/sql_state.h"
#include "test.h"

static void
is(const struct db_value *v, size_t n, const char *want)
{
	struct buf b = { 0 };

	copy_row_put(&b, v, n);
	buf_byte(&b, '\0');
	EXPECT_STR(b.p, want);
	buf_free(&b);
}

static void
one_row(void)
{
	const struct db_value v[] = { db_int(0), db_int(INT64_MIN),
		db_int(INT64_MAX), db_int(-7), { 0 }, db_str(""), db_str("a") };

	is(v, 7,
	    "0\t-9223372036854775808\t9223372036854775807\t-7\t\\N\t\ta\n");
}

static void
escaped(void)
{
	const struct db_value v[] = { db_str("a\tb\nc\rd\\e"), db_str("\\N"),
		db_str("\\.") };

	is(v, 3, "a\\tb\\nc\\rd\\\\e\t\\\\N\t\\\\.\n");
}

static void
states(void)
{
	EXPECT(sql_state_status("08006") == ST_AGAIN);
	EXPECT(sql_state_status("57P01") == ST_AGAIN);
	EXPECT(sql_state_status("40P01") == ST_AGAIN);
	EXPECT(sql_state_status("55P03") == ST_AGAIN);
	EXPECT(sql_state_status("22008") == ST_DATA);
	EXPECT(sql_state_status("54000") == ST_DATA);
	EXPECT(sql_state_status("23505") == ST_BROKEN);
	EXPECT(sql_state_status("53100") == ST_FAIL); /* disk full */
	EXPECT(sql_state_status("53300") == ST_AGAIN);
	EXPECT(sql_state_status("42P01") == ST_FAIL);
}

int
main(void)
{
	test("a row of COPY has numbers, NULL and empty text apart", one_row);
	test("what COPY gives a meaning to is escaped", escaped);
	test("the server's state says whether to try again", states);
	return test_done();
}
