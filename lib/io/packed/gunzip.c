#include "io/packed/gunzip.h"

#include <stdlib.h>
#include <zlib.h>

#include "base/mem.h"

enum { GUNZIP_CAP = 1 << 16, GZIP_ONLY = 16 };

struct gunzip {
	struct input_layer layer;
	z_stream z;
	char *packed; /* owned, GUNZIP_CAP bytes */
	bool ended;   /* the packed data is at its end */
	bool between; /* between two members, or before the first */
	uint64_t members;
};

bool
gunzip_is(struct span head)
{
	/* a text begins with neither of the first two bytes, cut or not */
	return span_begins(head, SPAN("\x1f\x8b")) ||
	    span_eq(head, SPAN("\x1f"));
}

static int
fail(const struct input *in, struct err *e, const char *what)
{
	err_set(e, ST_DATA, "%s", what);
	return err_at(e, in->name, 0);
}

static int
fill(struct gunzip *g, struct input *in, struct err *e)
{
	int64_t n;

	if (g->z.avail_in || g->ended)
		return 0;
	n = input_read_below(in, &g->layer, g->packed, GUNZIP_CAP, e);
	if (n < 0)
		return -1;
	g->ended = n == 0;
	g->z.next_in = (Bytef *)g->packed;
	g->z.avail_in = (uInt)n;
	return 0;
}

/* Between members: 1 another one begins, 0 the end of the data. */
static int
next_member(struct gunzip *g, struct input *in, struct err *e)
{
	for (;;) {
		if (fill(g, in, e))
			return -1;
		if (g->z.avail_in == 0)
			return 0;
		if (*g->z.next_in != 0 || g->members == 0)
			break;
		g->z.next_in++;
		g->z.avail_in--;
	}
	if (g->members && *g->z.next_in != 0x1f)
		return fail(in, e,
		    "bytes that are no gzip follow the gzip "
		    "data");
	inflateReset(&g->z);
	g->between = false;
	g->members++;
	return 1;
}

/* One call of inflate; 1 while there may be more. */
static int
unpack(struct gunzip *g, struct input *in, struct err *e)
{
	uInt had = g->z.avail_out;
	int r = inflate(&g->z, Z_NO_FLUSH);

	if (r == Z_STREAM_END) {
		g->between = true;
		return 1;
	}
	if (r == Z_MEM_ERROR)
		return err_set(e, ST_FAIL, "%s: out of memory", in->name);
	if (r != Z_OK && r != Z_BUF_ERROR)
		return fail(
		    in, e, g->z.msg ? g->z.msg : "the gzip data is damaged");
	if (g->ended && g->z.avail_in == 0 && g->z.avail_out == had)
		return fail(in, e, "ends in the middle of its gzip data");
	return 1;
}

static int64_t
read_unpacked(struct input_layer *layer, struct input *in, char *p, size_t cap,
    struct err *e)
{
	struct gunzip *g = (struct gunzip *)layer;
	int r = 1;

	if (cap > UINT32_MAX / 2)
		cap = UINT32_MAX / 2;
	g->z.next_out = (Bytef *)p;
	g->z.avail_out = (uInt)cap;
	while (r == 1 && g->z.avail_out == cap) {
		if (g->between && (r = next_member(g, in, e)) != 1)
			break;
		if (fill(g, in, e))
			return -1;
		r = unpack(g, in, e);
	}
	return r < 0 ? -1 : (int64_t)(cap - g->z.avail_out);
}

static void
close_layer(struct input_layer *layer)
{
	struct gunzip *g = (struct gunzip *)layer;

	inflateEnd(&g->z);
	free(g->packed);
	free(g);
}

int
gunzip_cover(struct input *in, struct err *e)
{
	struct gunzip *g = mem_zeroed(1, sizeof *g);

	if (inflateInit2(&g->z, MAX_WBITS + GZIP_ONLY) != Z_OK) {
		free(g);
		return err_set(e, ST_FAIL, "%s: out of memory", in->name);
	}
	g->layer =
	    (struct input_layer){ .read = read_unpacked, .close = close_layer };
	g->packed = mem_alloc(GUNZIP_CAP);
	g->between = true;
	input_cover(in, &g->layer);
	return 0;
}
