#include "io/encoding/decode.h"

#include <stdlib.h>

#include "base/mem.h"
#include "io/encoding/decode_parts.h"

const char *
decode_encoding(const struct decode *d)
{
	return d->kind == UNDECIDED || d->kind == UTF16 ? NULL : d->name;
}

struct decode_errors *
decode_misfits(struct decode *d)
{
	return &d->misfits;
}

static int64_t read_kind(struct decode *, char *p, size_t cap, struct err *);

/*
 * "auto", with nothing but ASCII so far. The bytes from the first one beyond
 * ASCII on decide, as many as raw holds, however small the pieces are in which
 * they come; they stay in raw and are decoded from there.
 */
static int64_t
read_undecided(struct decode *d, char *p, size_t cap, struct err *e)
{
	struct span s;
	size_t ascii = 0;

	if (d->pos == d->end && decode_fill(d, DECODE_RAW, true, e))
		return -1;
	s = (struct span){ d->raw + d->pos, d->end - d->pos };
	while (ascii < s.len && ascii < cap && !(s.p[ascii] & 0x80))
		ascii++;
	if (ascii || s.len == 0) { /* ASCII goes out before anything is
				    * decided */
		memcpy(p, s.p, ascii);
		decode_skip(d, ascii);
		return (int64_t)ascii;
	}
	if (decode_fill(d, DECODE_RAW, false, e))
		return -1;
	if (decode_use_auto(d, e))
		return -1;
	return read_kind(d, p, cap, e);
}

/* Looks at the first bytes, which may tell the encoding, before anything goes
 * out. */
static int
begin(struct decode *d, struct err *e)
{
	d->begun = true;
	if (decode_fill(d, DECODE_BOM.len, false, e))
		return -1;
	if (d->kind == OTHER)
		return decode_refuse_mark(d, e);
	if (d->kind == UTF16 ||
	    (d->kind == UNDECIDED &&
		(decode_begins(d, "\xff\xfe") || decode_begins(d, "\xfe\xff"))))
		return decode_use_utf16(d, e);
	if (!span_begins((struct span){ d->raw, d->end }, DECODE_BOM))
		return 0;
	decode_skip(d, DECODE_BOM.len);
	return decode_use(d, "UTF-8", e);
}

/* Removes the byte order mark at the beginning of the first text, which always
 * holds it whole. */
static size_t
drop_mark(struct decode *d, char *p, size_t n)
{
	d->marked = true;
	if (!span_begins((struct span){ p, n }, DECODE_BOM))
		return n;
	n -= DECODE_BOM.len;
	memmove(p, p + DECODE_BOM.len, n);
	decode_errors_shift(&d->misfits, DECODE_BOM.len);
	return n;
}

static int64_t
read_kind(struct decode *d, char *p, size_t cap, struct err *e)
{
	int64_t n;

	if (d->kind == UTF8)
		return decode_read_utf8(d, p, cap, e);
	if (d->kind == UNDECIDED)
		return read_undecided(d, p, cap, e);
	n = decode_read_other(d, p, cap, e);
	if (n <= 0 || d->marked)
		return n;
	n = (int64_t)drop_mark(d, p, (size_t)n);
	return n ? n : decode_read_other(d, p, cap, e);
}

static int64_t
layer_read(
    struct input_layer *l, struct input *in, char *p, size_t cap, struct err *e)
{
	struct decode *d = (struct decode *)l;
	int64_t n;

	d->in = in;
	if (!d->begun && begin(d, e))
		return -1;
	n = read_kind(d, p, cap, e);
	if (n > 0)
		d->text += (uint64_t)n;
	return n;
}

static void
layer_close(struct input_layer *l)
{
	struct decode *d = (struct decode *)l;

	transcoder_close(d->to_utf8);
	free(d->raw);
	decode_errors_free(&d->misfits);
	free(d);
}

struct decode *
decode_cover(struct input *in, const char *encoding, bool note, struct err *e)
{
	struct decode *d = mem_zeroed(1, sizeof *d);

	d->layer =
	    (struct input_layer){ .read = layer_read, .close = layer_close };
	d->in = in;
	d->note = note;
	d->raw = mem_alloc(DECODE_RAW);
	if (decode_choose(d, encoding, e)) {
		layer_close(&d->layer);
		return NULL;
	}
	input_cover(in, &d->layer);
	return d;
}
