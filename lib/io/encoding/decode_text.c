/* The part of decode_parts.h that makes text of bytes. */
#include "io/encoding/decode_parts.h"

#include "text/utf8.h"

enum { ROOM_MIN = 64 }; /* bytes of room a transcoder gets at least */

static const struct span replacement = { "\xef\xbf\xbd", 3 };

/* Notes bytes at an offset of the input that do not decode, or tells them. n
 * bytes of text have gone out before them in this call. */
static int
refuse(struct decode *d, size_t n, struct span bytes, uint64_t offset, bool cut,
    struct err *e)
{
	struct decode_error m = {
		.at = d->text + n, .offset = offset, .n = bytes.len, .cut = cut
	};

	if (m.n > sizeof m.bytes)
		m.n = sizeof m.bytes;
	memcpy(m.bytes, bytes.p, m.n);
	if (!d->note) {
		decode_error_why(&m, d->name, e);
		return err_at(e, d->in->name, 0);
	}
	decode_errors_add(&d->misfits, &m);
	return 0;
}

static int64_t
read_below(struct decode *d, char *p, size_t cap, struct err *e)
{
	int64_t n = input_read_below(d->in, &d->layer, p, cap, e);

	d->ended = n == 0;
	return n;
}

void
decode_skip(struct decode *d, size_t n)
{
	d->pos += n;
	d->offset += n;
}

int
decode_fill(struct decode *d, size_t n, bool once, struct err *e)
{
	memmove(d->raw, d->raw + d->pos, d->end - d->pos);
	d->end -= d->pos;
	d->pos = 0;
	d->partial = false;
	while (d->end < n && !d->ended) {
		int64_t got = read_below(d, d->raw + d->end, n - d->end, e);

		if (got < 0)
			return -1;
		d->end += (size_t)got;
		if (once)
			break;
	}
	return 0;
}

/* Notes the bytes at p that are no UTF-8; returns how many of the n bytes can
 * go out. */
static int64_t
check_utf8(struct decode *d, const char *p, size_t n, bool last, struct err *e)
{
	size_t done = 0;
	bool cut;

	while ((done += utf8_valid((struct span){ p + done, n - done }, &cut)) <
	    n) {
		size_t bytes = cut ? n - done : 1;

		if (cut && !last)
			break;
		if (refuse(d, done, (struct span){ p + done, bytes },
			d->offset + done, cut, e))
			return -1;
		done += bytes;
	}
	return (int64_t)done;
}

/* UTF-8 goes to p directly. Before it go the bytes that raw still holds: the
 * beginning of a character, or what "auto" looked at. */
int64_t
decode_read_utf8(struct decode *d, char *p, size_t cap, struct err *e)
{
	int64_t done;

	do {
		size_t held = d->end - d->pos, n = held < cap ? held : cap;
		int64_t more = 0;

		memcpy(p, d->raw + d->pos, n);
		if (n == held && n < cap)
			more = read_below(d, p + n, cap - n, e);
		if (more < 0)
			return -1;
		n += (size_t)more;
		done = check_utf8(d, p, n, d->ended && n >= held, e);
		if (done < 0)
			return -1;
		decode_skip(d, (size_t)done);
		if (n >= held) {
			d->pos = 0;
			d->end = n - (size_t)done;
			memcpy(d->raw, p + done, d->end);
		}
	} while (done == 0 && !d->ended);
	return done;
}

/* Converts once, to p behind the *n bytes it has, and adds to *n. 1 when p is
 * full. */
static int
convert(struct decode *d, char *p, size_t cap, size_t *n, struct err *e)
{
	struct span from = { d->raw + d->pos, d->end - d->pos };
	size_t room = cap - *n - replacement.len, unit;
	char *to = p + *n;
	enum transcoded r = transcode(d->to_utf8, &from, &to, &room);
	bool cut = r == TRANSCODED_CUT;

	decode_skip(d, d->end - d->pos - from.len);
	*n = (size_t)(to - p);
	if (r == TRANSCODED_ALL || r == TRANSCODED_FULL)
		return r == TRANSCODED_FULL;
	if (cut && !d->ended) {
		d->partial = true;
		return 0;
	}
	transcode_flush(d->to_utf8, &to, &room);
	*n = (size_t)(to - p);
	unit = transcoder_unit(d->to_utf8);
	if (!cut && unit < from.len)
		from.len = unit;
	if (refuse(d, *n, from, d->offset, cut, e))
		return -1;
	memcpy(to, replacement.p, replacement.len);
	*n += replacement.len;
	decode_skip(d, from.len);
	return 0;
}

int64_t
decode_read_other(struct decode *d, char *p, size_t cap, struct err *e)
{
	size_t n = 0;

	while (cap - n >= ROOM_MIN) {
		int r;

		if (d->pos == d->end || d->partial) {
			if (n || (d->ended && d->pos == d->end))
				break;
			if (decode_fill(d, DECODE_RAW, true, e))
				return -1;
			continue;
		}
		r = convert(d, p, cap, &n, e);
		if (r < 0)
			return -1;
		if (r == 1)
			break;
	}
	if (n == 0) {
		char *to = p;

		transcode_flush(d->to_utf8, &to, &cap);
		n = (size_t)(to - p);
	}
	return (int64_t)n;
}
