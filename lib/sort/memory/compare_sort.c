#include "sort/memory/compare_sort.h"

/* Lines with equal first bytes. */
struct text {
	const char *base;
	size_t depth; /* of them */
};

static inline int
compare(const void *how, struct line_ref a, struct line_ref b)
{
	const struct text *t = how;
	struct span x = line_ref_line(t->base, a),
		    y = line_ref_line(t->base, b);

	x.p += t->depth;
	x.len -= t->depth;
	y.p += t->depth;
	y.len -= t->depth;
	return span_cmp(x, y);
}

static inline __attribute__((always_inline)) void
insert(item_cmp *cmp, const void *how, struct line_ref *items, size_t n)
{
	for (size_t i = 1; i < n; i++) {
		struct line_ref it = items[i];
		size_t j = i;

		for (; j && cmp(how, it, items[j - 1]) < 0; j--)
			items[j] = items[j - 1];
		items[j] = it;
	}
}

void
compare_sort_by(item_cmp *cmp, const void *how, struct line_ref *items,
    struct line_ref *scratch, size_t n)
{
	size_t half = n / 2, i = 0, j = half, k = 0;

	if (n <= COMPARE_SORT_FEW) {
		insert(cmp, how, items, n);
		return;
	}
	compare_sort_by(cmp, how, items, scratch, half);
	compare_sort_by(cmp, how, items + half, scratch, n - half);
	if (cmp(how, items[half - 1], items[half]) <= 0)
		return;
	memcpy(scratch, items, half * sizeof *items);
	while (i < half && j < n)
		items[k++] = cmp(how, items[j], scratch[i]) < 0 ? items[j++]
								: scratch[i++];
	memcpy(items + k, scratch + i, (half - i) * sizeof *items);
}

void
compare_sort_sort(const char *base, struct line_ref *items,
    struct line_ref *scratch, size_t n, size_t depth)
{
	struct text t = { base, depth };

	if (n <= COMPARE_SORT_FEW)
		insert(compare, &t, items, n);
	else
		compare_sort_by(compare, &t, items, scratch, n);
}
