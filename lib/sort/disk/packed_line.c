#include "sort/disk/packed_line.h"

#include "sort/memory/radix_pass.h"
#include "sort/memory/compare_sort.h"

enum { TAIL_MAX = 64 }; /* bytes of a tail that is looked at */

/* How lines with equal keys are compared. */
struct ties {
	const struct brief *form;
	struct span tail;
};

/* So many first bytes of eight. */
static uint64_t
first_bytes(size_t n)
{
	return n ? ~(uint64_t)0 >> (8 * (EIGHT - n)) : 0;
}

bool
brief_set(struct brief *f, const struct key_bits *w, key_bits_words like,
    size_t longest)
{
	size_t rest = longest > w->width ? longest - w->width : 0;

	*f = (struct brief){ .window = *w, .same = like & ~w->mask };
	if (rest > BRIEF_REST)
		return false;
	if (rest < BRIEF_REST)
		rest++;
	f->longest = w->width + rest;
	f->packed = sizeof(uint64_t) + 1 + rest;
	f->word = first_bytes(1 + rest);
	for (size_t n = w->width; n <= f->longest; n++)
		f->rest[n] = first_bytes(n - w->width);
	return true;
}

/* The middle and the tail. */
static struct span
text_of(const struct ties *t, struct line_ref it, char *to)
{
	size_t n = brief_len(it);

	brief_text(t->form, it, key_bits_spread, to);
	memcpy(to + n, t->tail.p, t->tail.len);
	return (struct span){ to, n + t->tail.len };
}

static int
compare(const void *how, struct line_ref a, struct line_ref b)
{
	const struct ties *t = how;
	char x[BRIEF_WIDE + TAIL_MAX], y[BRIEF_WIDE + TAIL_MAX];

	if (brief_len(a) == brief_len(b))
		return (a.at > b.at) - (a.at < b.at);
	return span_cmp(text_of(t, a, x), text_of(t, b, y));
}

static void
order_ties(
    const void *how, struct line_ref *items, struct line_ref *scratch, size_t n)
{
	compare_sort_by(compare, how, items, scratch, n);
}

void
brief_sort(const struct brief *f, struct span tail, struct line_ref *items,
    struct line_ref *scratch, size_t n, unsigned same)
{
	struct ties t = { f, tail };
	struct radix_pass_sort s = { .ties = order_ties, .ties_how = &t };
	struct radix_pass l = { .sort = &s, .window = f->window };

	radix_pass_spread(&l, items, scratch, n, same, false);
}
