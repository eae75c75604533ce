#include "bill/bank/bai2_levels.h"

#include "bill/bank/balance.h"

static const char *const level_names[BAI2_LEVELS] = {
	"account",
	"group",
	"file",
};

static const char *const trailers[BAI2_LEVELS] = { "49", "98", "99" };
static const char *const part_names[BAI2_LEVELS] = { "", "accounts", "groups" };

/* [+-]digits */
int
bai2_amount(struct span s, struct amount *a, struct err *e)
{
	struct span digits = s;
	enum amount_result r;
	bool minus = s.len && s.p[0] == '-';

	if (s.len && (s.p[0] == '+' || minus)) {
		digits.p++;
		digits.len--;
	}
	r = balance_decimal(digits, '.', false, a);
	if (r == AMOUNT_OK && a->scale != 0)
		r = AMOUNT_SYNTAX;
	if (r != AMOUNT_OK)
		return err_set(e, ST_DATA, "\"%s\" %s in minor units",
		    excerpt(s).s, amount_why(r));
	if (minus)
		*a = amount_neg(*a);
	return 0;
}

int
bai2_levels_add(
    struct bai2_levels *l, int level, struct amount a, struct err *e)
{
	struct amount *sum = &l->at[level].sum;

	if (amount_add(*sum, a, sum) == AMOUNT_OK)
		return 0;
	return err_set(
	    e, ST_DATA, "the sum of the %s is too large", level_names[level]);
}

int
bai2_levels_begin(
    struct bai2_levels *l, int level, uint64_t lines, struct err *e)
{
	const char *name = level_names[level];

	if (l->check && l->at[level].open)
		return err_set(e, ST_DATA,
		    "a second %s begins, but the one before "
		    "it has no trailer",
		    name);
	if (l->check && level < BAI2_FILE_LEVEL && !l->at[level + 1].open)
		return err_set(e, ST_DATA, "%s %s outside of a %s",
		    level == BAI2_ACCOUNT_LEVEL ? "an" : "a", name,
		    level_names[level + 1]);
	l->at[level] = (struct bai2_level){ .open = true, .records = lines };
	return 0;
}

/* A figure of a control record against what was read. */
struct told {
	const char *name;  /* "records" */
	int field;         /* of the record, counted from 1 */
	struct amount got; /* by our count */
	bool is;           /* the record has it, */
	struct amount says;
};

static int
missing(int level, const struct told *t, struct err *e)
{
	return err_set(e, ST_DATA, "record %s has no %s%s (field %d)",
	    trailers[level], t->field == 2 ? "" : "number of ", t->name,
	    t->field);
}

static int
read_told(struct bai2_records *rec, int level, struct told *t, struct err *e)
{
	struct span s = bai2_records_field(rec);
	struct err why;

	t->is = s.len != 0;
	if (!t->is)
		return 0;
	if (!bai2_amount(s, &t->says, &why))
		return 0;
	return err_set(e, ST_DATA, "record %s, field %d (%s): %s",
	    trailers[level], t->field, t->name, why.text);
}

static int
compare(int level, const struct told *t, struct err *e)
{
	char says[AMOUNT_TEXT_CAP], got[AMOUNT_TEXT_CAP];

	if (!t->is)
		return missing(level, t, e);
	if (amount_cmp(t->says, t->got) == 0)
		return 0;
	amount_format(t->says, says);
	amount_format(t->got, got);
	return err_set(e, ST_DATA,
	    "the %s's trailer says %s: %s, but it has %s", level_names[level],
	    t->name, says, got);
}

/* A trailer with one of its two counts: whichever it is, it must be right. */
static int
compare_either(int level, const struct told *parts, const struct told *records,
    struct err *e)
{
	const struct told *t = parts->is ? parts : records;
	char says[AMOUNT_TEXT_CAP], n[AMOUNT_TEXT_CAP], m[AMOUNT_TEXT_CAP];

	if (amount_cmp(t->says, parts->got) == 0 ||
	    amount_cmp(t->says, records->got) == 0)
		return 0;
	amount_format(t->says, says);
	amount_format(parts->got, n);
	amount_format(records->got, m);
	return err_set(e, ST_DATA,
	    "record %s has one count, %s (field %d), but the %s has %s %s and "
	    "%s records",
	    trailers[level], says, t->field, level_names[level], n, parts->name,
	    m);
}

static struct amount
whole(uint64_t n)
{
	return (struct amount){ (int128)n, 0 };
}

/* The total, parts (of a group or file) and records of a control record. */
static int
check_level(const struct bai2_levels *l, int level, struct bai2_records *rec,
    struct err *e)
{
	const struct bai2_level *at = &l->at[level];
	struct told total = { .name = "total", .field = 2, .got = at->sum };
	struct told parts = {
		.name = part_names[level], .field = 3, .got = whole(at->parts)
	};
	struct told records = { .name = "records",
		.field = level > BAI2_ACCOUNT_LEVEL ? 4 : 3,
		.got = whole(at->records) };
	if (read_told(rec, level, &total, e) ||
	    (level > BAI2_ACCOUNT_LEVEL && read_told(rec, level, &parts, e)) ||
	    read_told(rec, level, &records, e) || compare(level, &total, e))
		return -1;
	if (level == BAI2_GROUP_LEVEL && parts.is != records.is)
		return compare_either(level, &parts, &records, e);
	if (level > BAI2_ACCOUNT_LEVEL && compare(level, &parts, e))
		return -1;
	return compare(level, &records, e);
}

int
bai2_levels_end(
    struct bai2_levels *l, int level, struct bai2_records *rec, struct err *e)
{
	struct bai2_level *at = &l->at[level];

	if (l->check && !at->open)
		return err_set(e, ST_DATA,
		    "a trailer of the %s, which did not "
		    "begin",
		    level_names[level]);
	if (l->check && check_level(l, level, rec, e))
		return -1;
	at->open = false;
	if (level == BAI2_FILE_LEVEL)
		return 0;
	at[1].parts++;
	return bai2_levels_add(l, level + 1, at->sum, e);
}
