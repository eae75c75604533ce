#include "store/tables/store_amount.h"
#include "test.h"

/* The columns of an amount in SQLite, by its text. */
static void
columns(const char *text, struct db_value v[3])
{
	struct amount a = { 0 };

	EXPECT(amount_parse(span_str(text), &a) == AMOUNT_OK);
	EXPECT(store_amount_put(v, DB_SQLITE, span_str(text), a) == v + 3);
	EXPECT(v[0].is == DB_TEXT && span_eq(v[0].text, span_str(text)));
}

static void
is(const char *text, int64_t whole, int64_t frac)
{
	struct db_value v[3];

	columns(text, v);
	EXPECT(v[1].is == DB_INT && v[1].n == whole);
	EXPECT(v[2].is == DB_INT && v[2].n == frac);
}

static void
whole_and_fraction(void)
{
	is("0", 0, 0);
	is("12.80", 12, 800000000000000000);
	is("-12.80", -13, 200000000000000000);
	is("-0.50", -1, 500000000000000000);
	is("-3.00", -3, 0);
	is("0.000000000000000001", 0, 1);
	is("-0.000000000000000001", -1, 999999999999999999);
	is("9223372036854775807.99", INT64_MAX, 990000000000000000);
	is("-9223372036854775808", INT64_MIN, 0);
	is("-9223372036854775807.5", INT64_MIN, 500000000000000000);
}

static void
beyond_64_bits(void)
{
	static const char *const large[] = { "9223372036854775808",
		"-9223372036854775808.01", "99999999999999999999.99",
		"-170141183460469231731687303715884105727" };
	struct db_value v[3];

	for (size_t i = 0; i < sizeof large / sizeof *large; i++) {
		columns(large[i], v);
		EXPECT(v[1].is == DB_NULL && v[2].is == DB_NULL);
	}
}

static void
missing_side(void)
{
	struct db_value v[3] = { db_int(1), db_int(1), db_int(1) };
	const struct span none = { 0 };
	const struct amount zero = { 0 };

	EXPECT(store_amount_put(v, DB_SQLITE, none, zero) == v + 3);
	EXPECT(v[0].is == DB_NULL && v[1].is == DB_NULL && v[2].is == DB_NULL);
	v[0] = v[1] = db_int(1);
	EXPECT(store_amount_put(v, DB_POSTGRES, none, zero) == v + 1);
	EXPECT(v[0].is == DB_NULL && v[1].is == DB_INT);
}

int
main(void)
{
	test("the fraction is counted up from the whole units below",
	    whole_and_fraction);
	test("whole units beyond 64 bits have no integers", beyond_64_bits);
	test("a side that is missing is NULL in every column", missing_side);
	return test_done();
}
