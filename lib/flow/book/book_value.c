#include "flow/book/book_value.h"

#include "sections/key_value.h"
#include "match/tolerance.h"

enum { NUMBER_MAX = 1000000 };

static int
check_tolerance(const char *text, struct err *e)
{
	struct tolerances t = { 0 };
	int r = tolerance_add(&t, text, e);

	tolerances_free(&t);
	return r;
}

static int
check_number(struct span v, struct err *e)
{
	unsigned n;

	return key_value_number(&n, v, 1, NUMBER_MAX, e);
}

/* "summary", "each" or "batch 100" */
static int
check_what(struct span v, struct err *e)
{
	static const struct span batch = { "batch ", 6 };

	if (span_eq(v, SPAN("summary")) || span_eq(v, SPAN("each")))
		return 0;
	if (span_begins(v, batch))
		return check_number(span_trim((struct span){
					v.p + batch.len, v.len - batch.len }),
		    e);
	return err_set(e, ST_FAIL, "\"%s\" is none of summary, each, batch N",
	    excerpt(v).s);
}

int
book_value_check(const struct sections_key *key,
    const struct sections_entry *entry, struct err *e)
{
	struct span v = span_str(entry->value);
	int i;

	if (v.len == 0 && key->kind != BOOK_PASSED)
		return err_set(e, ST_FAIL, "it says nothing");
	switch ((enum book_kind)key->kind) {
	case BOOK_NUMBER:
		return check_number(v, e);
	case BOOK_CHOICE:
		return key_value_one_of(&i, v, key->words, e);
	case BOOK_TOLERANCE:
		return check_tolerance(entry->value, e);
	case BOOK_WHAT:
		return check_what(v, e);
	case BOOK_NAME:
		if (!strpbrk(v.p, " \t\"{"))
			return 0;
		return err_set(e, ST_FAIL,
		    "\"%s\" is not one word without quotes and braces",
		    excerpt(v).s);
	case BOOK_TEXT:
	case BOOK_WORDS:
	case BOOK_VALUE:
	case BOOK_PASSED:
		break;
	}
	return 0;
}
