#include "sort/memory/key_learner.h"

/* Do both begin with the same n bytes? They have as many, and 16 more can be
 * read. Short beginnings without a call. */
static inline bool
shares(const char *a, const char *b, size_t n)
{
	if (n - 8 <= 8)
		return !memcmp(a, b, 8) && !memcmp(a + n - 8, b + n - 8, 8);
	if (n < 8)
		return n == 0 ||
		    (eight_load(a) ^ eight_load(b)) << (64 - 8 * n) == 0;
	return !memcmp(a, b, n);
}

/* The bits that differ when the window begins so many bytes earlier, in which
 * all lines so far are the same. */
static struct difference
moved_back(struct difference d, size_t bytes)
{
	if (bytes >= 16)
		return (struct difference){ { 0 } };
	if (bytes >= 8)
		d = (struct difference){ { 0, d.word[0] } };
	bytes %= 8;
	if (bytes) {
		d.word[1] =
		    d.word[1] >> 8 * bytes | d.word[0] << (64 - 8 * bytes);
		d.word[0] >>= 8 * bytes;
	}
	return d;
}

/* Item i is not like those before it: makes a window for it and them. */
static void
adapt(struct key_learner *k, const char *base, const struct line_ref *items,
    size_t i)
{
	struct span first = line_ref_line(base, items[0]);
	struct span line = line_ref_line(base, items[i]);
	size_t same = span_common((struct span){ first.p, k->same }, line);
	key_bits_words differ;

	k->differ = moved_back(k->differ, k->same - same);
	k->same = same;
	differ = key_bits_look(line.p + same, line.len - same) ^
	    key_bits_look(first.p + same, first.len - same);
	k->differ.word[0] |= differ[0];
	k->differ.word[1] |= differ[1];
	key_bits_set(&k->window, same, k->differ);
	k->stale = i;
}

/* Makes keys from item i on, up to one that needs another window. */
static size_t
make_keys(const struct key_learner *k, const char *base, struct line_ref *items,
    size_t i, size_t n)
{
	const struct key_bits w = k->window;
	const struct span first = line_ref_line(base, items[0]);
	const size_t same = k->same;
	const key_bits_words like =
	    key_bits_look(first.p + same, first.len - same);
	const key_bits_words known = { k->differ.word[0], k->differ.word[1] };

	for (; i < n; i++) {
		struct span line = line_ref_line(base, items[i]);
		key_bits_words words, strange;

		if (line.len < same || !shares(first.p, line.p, same))
			break;
		words = key_bits_look(line.p + same, line.len - same);
		strange = (words ^ like) & ~known;
		if (strange[0] | strange[1])
			break;
		items[i].key = key_bits_key(&w, words);
	}
	return i;
}

void
key_learner_items(struct key_learner *k, const char *base,
    struct line_ref *items, size_t n, size_t more)
{
	size_t i = n, end = n + more;

	if (n == 0 && more) {
		k->same = line_ref_len(base, items[0]);
		key_bits_set(&k->window, k->same, k->differ);
	}
	while ((i = make_keys(k, base, items, i, end)) < end)
		adapt(k, base, items, i);
}

void
key_learner_finish(
    struct key_learner *k, const char *base, struct line_ref *items, size_t n)
{
	key_bits_keys(&k->window, base, items, k->stale < n ? k->stale : n);
	k->stale = 0;
}
