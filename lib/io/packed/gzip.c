#include "io/packed/gzip.h"

#include <limits.h>
#include <stdlib.h>
#include <zlib.h>

#include "base/mem.h"

enum {
	PIECE = 1 << 16,
	LEVEL = 1, /* copies are written every day and read once, if ever */
	GZIP_ONLY = 16,
	MEMORY = 8, /* zlib's default */
};

struct gzip {
	struct output out;
	struct digest_sum *sum; /* owned; NULL once it was told */
	z_stream z;
	bool failed;
	char piece[PIECE];
};

static void
see(void *arg, struct span bytes)
{
	digest_add(arg, bytes);
}

struct gzip *
gzip_open(const char *path, struct err *e)
{
	struct gzip *g = mem_zeroed(1, sizeof *g);

	if (deflateInit2(&g->z, LEVEL, Z_DEFLATED, MAX_WBITS + GZIP_ONLY,
		MEMORY, Z_DEFAULT_STRATEGY) != Z_OK) {
		free(g);
		err_set(e, ST_FAIL, "%s: out of memory", path);
		return NULL;
	}
	if (output_open(&g->out, path, e)) {
		deflateEnd(&g->z);
		free(g);
		return NULL;
	}
	g->sum = digest_begin();
	output_watch(&g->out, see, g->sum);
	return g;
}

/* Packs what is there; flush is zlib's. */
static void
pack(struct gzip *g, int flush)
{
	do {
		g->z.next_out = (Bytef *)g->piece;
		g->z.avail_out = PIECE;
		if (deflate(&g->z, flush) == Z_STREAM_ERROR)
			g->failed = true;
		output_write(
		    &g->out, (struct span){ g->piece, PIECE - g->z.avail_out });
	} while (g->z.avail_out == 0 && !g->failed);
}

void
gzip_put(struct gzip *g, struct span s)
{
	while (s.len && !g->failed) {
		uInt n = s.len < UINT_MAX ? (uInt)s.len : UINT_MAX;

		g->z.next_in = (Bytef *)s.p;
		g->z.avail_in = n;
		pack(g, Z_NO_FLUSH);
		s.p += n;
		s.len -= n;
	}
}

int
gzip_sync(struct gzip *g, char digest[DIGEST_TEXT + 1], uint64_t *bytes,
    struct err *e)
{
	struct digest_sum *sum = g->sum;

	g->z.avail_in = 0;
	pack(g, Z_FINISH);
	if (g->failed)
		return err_set(
		    e, ST_FAIL, "%s: zlib cannot pack it", g->out.name);
	if (output_sync(&g->out, e))
		return -1;
	*bytes = g->out.bytes;
	g->sum = NULL;
	digest_end(sum, digest);
	return 0;
}

static void
release(struct gzip *g)
{
	if (g->sum)
		digest_drop(g->sum);
	deflateEnd(&g->z);
	free(g);
}

int
gzip_close(struct gzip *g, struct err *e)
{
	int r = output_close(&g->out, e);

	release(g);
	return r;
}

void
gzip_abandon(struct gzip *g)
{
	output_abandon(&g->out);
	release(g);
}
