#include "hits.h"

#include <stdlib.h>

#include "mem.h"

void
hits_open(struct hits *h, struct scan_set set)
{
	*h = (struct hits){ .set = set };
	h->at = mem_alloc(SCAN_MAX * sizeof *h->at);
}

void
hits_back(struct hits *h, size_t offset)
{
	if (h->window > offset)
		hits_from(h, offset);
	while (h->i && h->window + h->at[h->i - 1] >= offset)
		h->i--;
}

bool
hits_more(struct hits *h, struct span text)
{
	size_t n = text.len - h->scanned;

	if (n == 0)
		return false;
	if (n > SCAN_MAX)
		n = SCAN_MAX;
	h->window = h->scanned;
	h->n = scan_index((struct span){ text.p + h->scanned, n }, &h->set,
	    h->at);
	h->i = 0;
	h->scanned += n;
	return true;
}

void
hits_close(struct hits *h)
{
	free(h->at);
}
