#include "linecmp.h"

static int
compare(const char *base, struct item a, struct item b, size_t depth)
{
	struct span x = item_line(base, a), y = item_line(base, b);

	x.p += depth;
	x.len -= depth;
	y.p += depth;
	y.len -= depth;
	return span_cmp(x, y);
}

static void
insert(const char *base, struct item *items, size_t n, size_t depth)
{
	for (size_t i = 1; i < n; i++) {
		struct item it = items[i];
		size_t j = i;

		for (; j && compare(base, it, items[j - 1], depth) < 0; j--)
			items[j] = items[j - 1];
		items[j] = it;
	}
}

void
linecmp_sort(const char *base, struct item *items, struct item *scratch,
    size_t n, size_t depth)
{
	size_t half = n / 2, i = 0, j = half, k = 0;

	if (n <= LINECMP_FEW) {
		insert(base, items, n, depth);
		return;
	}
	linecmp_sort(base, items, scratch, half, depth);
	linecmp_sort(base, items + half, scratch, n - half, depth);
	if (compare(base, items[half - 1], items[half], depth) <= 0)
		return;
	memcpy(scratch, items, half * sizeof *items);
	while (i < half && j < n)
		items[k++] = compare(base, items[j], scratch[i], depth) < 0
		    ? items[j++] : scratch[i++];
	memcpy(items + k, scratch + i, (half - i) * sizeof *items);
}
