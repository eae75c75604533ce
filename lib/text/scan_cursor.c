#include "text/scan_cursor.h"

#include <stdlib.h>

#include "base/mem.h"

void
scan_cursor_open(struct scan_cursor *h, struct scan_set set)
{
	*h = (struct scan_cursor){ .set = set };
	h->blocks = mem_alloc((SCAN_BLOCKS + 1) * sizeof *h->blocks);
}

void
scan_cursor_back(struct scan_cursor *h, size_t offset)
{
	size_t at = offset - h->window;

	if (offset < h->window || offset >= h->scanned) {
		scan_cursor_from(h, offset);
		return;
	}
	h->i = at / SCAN_BLOCK;
	h->left = h->blocks[h->i] & ~UINT64_C(0) << at % SCAN_BLOCK;
}

bool
scan_cursor_more(struct scan_cursor *h, struct span text)
{
	size_t n = text.len - h->scanned;

	if (n == 0)
		return false;
	if (n > SCAN_MAX)
		n = SCAN_MAX;
	h->window = h->scanned;
	h->n = scan_blocks(
	    (struct span){ text.p + h->scanned, n }, &h->set, h->blocks);
	h->i = 0;
	h->left = h->blocks[0];
	h->scanned += n;
	return true;
}

void
scan_cursor_close(struct scan_cursor *h)
{
	free(h->blocks);
}
