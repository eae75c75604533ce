#include "outbox/files/id_run.h"

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/mem.h"
#include "sys/file/nameless_file.h"
#include "sys/file/write_whole.h"

enum { BITS = 8, HASHES = 3 }; /* of the filter: at least so many an id */

int
id_run_open(struct id_run *r, const char *folder, size_t most, struct err *e)
{
	uint64_t bits = 64;

	*r = (struct id_run){ .folder = folder, .fd = nameless_file(folder) };
	if (r->fd < 0)
		return err_sys(e, ST_FAIL, "%s: no temporary file", folder);
	while (bits / BITS < most)
		bits *= 2;
	r->mask = bits - 1;
	r->filter = mem_zeroed(bits / 8, 1);
	r->first = mem_zeroed(most / ID_RUN_PAGE + 1, sizeof *r->first);
	r->page = mem_zeroed(ID_RUN_PAGE, sizeof *r->page);
	return 0;
}

/* The bits of an id, which is a digest: any of its bytes are a hash. */
static void
bits_of(const struct id_run *r, const struct event_id *id, uint64_t *bits)
{
	uint64_t half[2];

	memcpy(half, id->bytes, sizeof half);
	for (unsigned i = 0; i < HASHES; i++)
		bits[i] = (half[0] + i * (half[1] | 1)) & r->mask;
}

static int
write_page(struct id_run *r, size_t n, struct err *e)
{
	struct span s = { (const char *)r->page, n * sizeof *r->page };

	return write_whole(r->fd, s)
	    ? err_sys(e, ST_FAIL, "%s: write to temporary file", r->folder)
	    : 0;
}

int
id_run_put(struct id_run *r, const struct event_id *id, struct err *e)
{
	size_t at = r->n++ % ID_RUN_PAGE;
	uint64_t bits[HASHES];

	bits_of(r, id, bits);
	for (int i = 0; i < HASHES; i++)
		r->filter[bits[i] / 8] |= (unsigned char)(1u << bits[i] % 8);
	if (at == 0)
		r->first[r->n / ID_RUN_PAGE] = *id;
	r->page[at] = *id;
	return at + 1 == ID_RUN_PAGE ? write_page(r, ID_RUN_PAGE, e) : 0;
}

int
id_run_end(struct id_run *r, struct err *e)
{
	int got = write_page(r, r->n % ID_RUN_PAGE, e);

	free(r->page);
	r->page = NULL;
	return got;
}

/* How many ids of a page there are, which are read. */
static int
read_page(const struct id_run *r, size_t page, struct event_id *to, size_t *n,
    struct err *e)
{
	size_t first = page * ID_RUN_PAGE, bytes, got = 0;

	*n = r->n - first < ID_RUN_PAGE ? r->n - first : ID_RUN_PAGE;
	bytes = *n * sizeof *to;
	while (got < bytes) {
		ssize_t more = pread(r->fd, (char *)to + got, bytes - got,
		    (off_t)(first * sizeof *to + got));

		if (more < 0 && errno == EINTR)
			continue;
		if (more < 0)
			return err_sys(e, ST_FAIL, "%s: read of temporary file",
			    r->folder);
		if (more == 0)
			return err_set(e, ST_FAIL,
			    "%s: a temporary file was cut", r->folder);
		got += (size_t)more;
	}
	return 0;
}

static int
compare(const void *a, const void *b)
{
	return event_id_cmp(a, b);
}

/* The page whose first id is not beyond it; there is one. */
static size_t
page_of(const struct id_run *r, const struct event_id *id)
{
	size_t low = 0, high = (r->n - 1) / ID_RUN_PAGE + 1;

	while (high - low > 1) {
		size_t mid = low + (high - low) / 2;

		if (event_id_cmp(&r->first[mid], id) <= 0)
			low = mid;
		else
			high = mid;
	}
	return low;
}

int
id_run_has(const struct id_run *r, const struct event_id *id, struct err *e)
{
	struct event_id page[ID_RUN_PAGE];
	uint64_t bits[HASHES];
	size_t n;

	bits_of(r, id, bits);
	for (int i = 0; i < HASHES; i++)
		if (!(r->filter[bits[i] / 8] >> bits[i] % 8 & 1))
			return 0;
	if (r->n == 0)
		return 0;
	if (read_page(r, page_of(r, id), page, &n, e))
		return -1;
	return bsearch(id, page, n, sizeof *page, compare) != NULL;
}

int
id_run_next(struct id_run_reader *r, struct event_id *id, struct err *e)
{
	size_t at = r->next % ID_RUN_PAGE, n;

	if (r->next == r->run->n)
		return 0;
	if (!r->page)
		r->page = mem_zeroed(ID_RUN_PAGE, sizeof *r->page);
	if (at == 0 && read_page(r->run, r->next / ID_RUN_PAGE, r->page, &n, e))
		return -1;
	*id = r->page[at];
	r->next++;
	return 1;
}

void
id_run_close(struct id_run *r)
{
	if (r->fd >= 0)
		close(r->fd);
	free(r->filter);
	free(r->first);
	free(r->page);
}
