/* Results taken into a batch. */
#include "stream/line/batch_take.h"
#include "text/tsv.h"

/* The classes as they stand on a line, with the TAB behind them. Those that
 * are rare, and longer or of either side, are left to result_parse. */
static const struct class_text {
	char text[EIGHT + 1];
	unsigned char len;
} classes[CLASS_COUNT] = {
	[CLASS_AMOUNT] = { "amount\t", 7 },
	[CLASS_FIELD] = { "field\t", 6 },
	[CLASS_LEFT] = { "left\t", 5 },
	[CLASS_MATCHED] = { "matched\t", 8 },
	[CLASS_RIGHT] = { "right\t", 6 },
	[CLASS_ROLLED] = { "rolled\t", 7 },
};

static inline bool
is_class(const struct class_text *c, const char *p)
{
	return c->len &&
	    (eight_load(c->text) ^ eight_load(p)) << (EIGHT - c->len) * 8 == 0;
}

/* The class of the text at p, CLASS_COUNT if it is none; like that of the
 * line before, most likely. */
static inline enum result_class
class_at(const char *p, enum result_class before)
{
	int c = 0;

	if (is_class(&classes[before], p))
		return before;
	while (c < CLASS_COUNT && !is_class(&classes[c], p))
		c++;
	return (enum result_class)c;
}

static inline struct span
between(const char *from, const char *to)
{
	return (struct span){ from, (size_t)(to - from) };
}

/* Reads an amount that is often the same text as another, which is of *minor,
 * and must have as many decimals. EIGHT bytes before the end of both can be
 * read. */
ALWAYS_INLINE bool
read_like(struct take *t, struct span text, struct span other, int64_t *minor)
{
	const char *end = text.p + text.len;
	int scale = t->b->scale;

	if (text.len == other.len && text.len <= EIGHT &&
	    (eight_load(end - EIGHT) ^
		eight_load(other.p + other.len - EIGHT)) >>
		    (EIGHT - text.len) * 8 ==
		0)
		return true;
	return read_amount(t, text.p, end, minor) && t->b->scale == scale;
}

/*
 * LEFT, RIGHT and DIFF from p on, with a TAB behind each; returns the one
 * behind DIFF. NULL if they do not fit the class or each other, or are not of
 * the same decimals.
 */
ALWAYS_INLINE const char *
take_amounts(struct take *t, const char *p, enum result_class class,
    int64_t *of_left, int64_t *of_right, const struct finders *find)
{
	uint64_t one = find->controls(p), two = one & (one - 1);
	uint64_t three = two & (two - 1);
	const char *ends[3];
	struct span left, right, diff, first;
	int64_t minor, want;
	bool negated;

	if (!three)
		return NULL;
	ends[0] = p + __builtin_ctzll(one);
	ends[1] = p + __builtin_ctzll(two);
	ends[2] = p + __builtin_ctzll(three);
	left = between(p, ends[0]);
	right = between(ends[0] + 1, ends[1]);
	first = class == CLASS_RIGHT ? right : left;
	if (*ends[0] != '\t' || *ends[1] != '\t' ||
	    !read_amount(t, first.p, first.p + first.len, &minor))
		return NULL;
	*of_left = class == CLASS_RIGHT ? 0 : minor;
	*of_right = class == CLASS_LEFT ? 0 : minor;
	if (class == CLASS_LEFT || class == CLASS_RIGHT) {
		if (!tsv_is_none(class == CLASS_LEFT ? right : left))
			return NULL;
	} else if (!read_like(t, right, left, of_right)) {
		return NULL;
	}
	/* without LEFT, DIFF is RIGHT with a minus */
	negated = class == CLASS_RIGHT && minor > 0 && ends[1][1] == '-';
	want = negated ? minor : *of_left - *of_right;
	diff = between(ends[1] + 1 + negated, ends[2]);
	return read_like(t, diff, first, &minor) && minor == want ? ends[2]
								  : NULL;
}

ALWAYS_INLINE size_t
take_result(struct take *t, const char *p, struct record_slot *r,
    const struct finders *find)
{
	struct record_batch *b = t->b;
	const char *key = control_from(p, t->end, find), *form, *lf;
	enum result_class class;

	if (!key || *key != '\t' || !is_key(p, (size_t)(key - p)) ||
	    t->end - key < EIGHT + 1 + ROOM || key - p > UINT32_MAX / 2)
		return 0;
	class = class_at(key + 1, b->forms[b->newest].class);
	if (class == CLASS_COUNT)
		return 0;
	form = take_amounts(t, key + 1 + classes[class].len, class, &r->minor,
	    &b->right[b->lines.n], find);
	if (!form || !newest_form(b, form, false, class, find))
		return 0;
	lf = form + b->forms[b->newest].len;
	r->key = (uint32_t)(key - p);
	r->amount = (uint32_t)(form - p);
	r->fixed = (uint32_t)(lf - p);
	r->count = 1;
	r->scale = (uint16_t)b->scale;
	r->form = b->newest;
	if (*lf == '\t')
		lf = carried_end(lf + 1, t->end, find, NULL);
	else if (*lf != '\n')
		return 0;
	return lf ? (size_t)(lf - p) : 0;
}

void
record_batch_take_results(
    struct record_batch *b, const char *p, const char *end, bool is_sorted)
{
	batch_take(b, p, end, is_sorted, NULL, take_result, &finders);
}

void
record_batch_take_results_portable(
    struct record_batch *b, const char *p, const char *end, bool is_sorted)
{
	batch_take(b, p, end, is_sorted, NULL, take_result, &finders_portable);
}
