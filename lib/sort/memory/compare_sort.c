#include "sort/memory/compare_sort.h"

/* Lines with equal first bytes. */
struct text {
	const char *base;
	size_t depth; /* of them */
};

static inline int
compare(const void *how, struct item a, struct item b)
{
	const struct text *t = how;
	struct span x = item_line(t->base, a), y = item_line(t->base, b);

	x.p += t->depth;
	x.len -= t->depth;
	y.p += t->depth;
	y.len -= t->depth;
	return span_cmp(x, y);
}

static inline __attribute__((always_inline)) void
insert(item_cmp *cmp, const void *how, struct item *items, size_t n)
{
	for (size_t i = 1; i < n; i++) {
		struct item it = items[i];
		size_t j = i;

		for (; j && cmp(how, it, items[j - 1]) < 0; j--)
			items[j] = items[j - 1];
		items[j] = it;
	}
}

void
linecmp_by(item_cmp *cmp, const void *how, struct item *items,
    struct item *scratch, size_t n)
{
	size_t half = n / 2, i = 0, j = half, k = 0;

	if (n <= LINECMP_FEW) {
		insert(cmp, how, items, n);
		return;
	}
	linecmp_by(cmp, how, items, scratch, half);
	linecmp_by(cmp, how, items + half, scratch, n - half);
	if (cmp(how, items[half - 1], items[half]) <= 0)
		return;
	memcpy(scratch, items, half * sizeof *items);
	while (i < half && j < n)
		items[k++] = cmp(how, items[j], scratch[i]) < 0
		    ? items[j++] : scratch[i++];
	memcpy(items + k, scratch + i, (half - i) * sizeof *items);
}

void
linecmp_sort(const char *base, struct item *items, struct item *scratch,
    size_t n, size_t depth)
{
	struct text t = { base, depth };

	if (n <= LINECMP_FEW)
		insert(compare, &t, items, n);
	else
		linecmp_by(compare, &t, items, scratch, n);
}
