#include "io/head.h"

#include <stdlib.h>

#include "base/mem.h"

struct head {
	struct input_layer layer; /* first */
	uint64_t left;
};

static int64_t
head_read(
    struct input_layer *l, struct input *in, char *p, size_t cap, struct err *e)
{
	struct head *h = (struct head *)l;
	int64_t n;

	if (cap > h->left)
		cap = (size_t)h->left;
	if (cap == 0)
		return 0;
	n = input_read_below(in, l, p, cap, e);
	if (n > 0)
		h->left -= (uint64_t)n;
	return n;
}

static void
head_close(struct input_layer *l)
{
	free(l);
}

void
head_cover(struct input *in, uint64_t n)
{
	struct head *h = mem_zeroed(1, sizeof *h);

	h->layer =
	    (struct input_layer){ .read = head_read, .close = head_close };
	h->left = n;
	input_cover(in, &h->layer);
}
