#include "store/tables/store_amount.h"

static const int64_t units[AMOUNT_SCALE_MAX + 1] = { 1, 10, 100, 1000, 10000,
	100000, 1000000, 10000000, 100000000, 1000000000, 10000000000,
	100000000000, 1000000000000, 10000000000000, 100000000000000,
	1000000000000000, 10000000000000000, 100000000000000000,
	1000000000000000000 };

static struct db_value *
put_parts(struct db_value *v, int128 whole, int64_t rest, int scale)
{
	if (rest < 0) {
		rest += units[scale];
		whole--;
	}
	if (whole > INT64_MAX || whole < INT64_MIN) {
		*v++ = (struct db_value){ 0 };
		*v++ = (struct db_value){ 0 };
		return v;
	}
	*v++ = db_int((int64_t)whole);
	*v++ = db_int(rest * units[AMOUNT_SCALE_MAX - scale]);
	return v;
}

struct db_value *
store_amount_put(
    struct db_value *v, enum db_kind kind, struct span text, struct amount a)
{
	int64_t unit = units[a.scale], small = (int64_t)a.minor;

	*v++ = db_text(text);
	if (kind == DB_POSTGRES)
		return v;
	if (!text.p) {
		*v++ = (struct db_value){ 0 };
		*v++ = (struct db_value){ 0 };
		return v;
	}
	if (small == a.minor)
		return put_parts(v, small / unit, small % unit, a.scale);
	return put_parts(v, a.minor / unit, (int64_t)(a.minor % unit), a.scale);
}
