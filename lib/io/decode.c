#include "io/decode.h"

#include <stdio.h>
#include <stdlib.h>
#include <strings.h>

#include "base/mem.h"
#include "text/encoding_guess.h"
#include "text/transcode.h"
#include "text/utf8.h"

enum {
	RAW_CAP = 1 << 16, /* bytes held; what "auto" looks at */
	NAME_CAP = 64,
	ROOM_MIN = 64, /* bytes of room a transcoder gets at least */
};

static const struct span bom = { "\xef\xbb\xbf", 3 };
static const struct span replacement = { "\xef\xbf\xbd", 3 };

enum kind {
	UNDECIDED, /* auto: nothing beyond ASCII so far */
	UTF16,     /* the byte order is not known yet */
	UTF8,
	OTHER,
};

struct decode {
	struct input_layer layer; /* first, so that the input's pointer to it
				   * is one to the decoder */
	struct input *in;         /* borrowed: what is being read; it may
	                            * move between reads */
	char name[NAME_CAP];      /* of the encoding: as given, or as found
				   * out */
	enum kind kind;
	struct transcoder *to_utf8; /* owned; of OTHER */
	bool note;                  /* bad places are noted, not errors */
	bool begun;                 /* the first bytes were looked at */
	bool marked;                /* the byte order mark was dealt with */
	bool ended;                 /* the input is at its end */
	bool partial;               /* raw ends inside a character */

	char *raw;       /* owned: bytes read, not decoded */
	size_t pos, end; /* of raw */
	uint64_t offset; /* in the input, of raw[pos] */
	uint64_t text;   /* bytes of text handed out */

	struct decode_errors misfits;
};

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

static void
skip(struct decode *d, size_t n)
{
	d->pos += n;
	d->offset += n;
}

/* Reads until raw holds n bytes or the input ends; with once a single read. */
static int
fill(struct decode *d, size_t n, bool once, struct err *e)
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
static int64_t
read_utf8(struct decode *d, char *p, size_t cap, struct err *e)
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
		skip(d, (size_t)done);
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

	skip(d, d->end - d->pos - from.len);
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
	skip(d, from.len);
	return 0;
}

static int64_t
read_other(struct decode *d, char *p, size_t cap, struct err *e)
{
	size_t n = 0;

	while (cap - n >= ROOM_MIN) {
		int r;

		if (d->pos == d->end || d->partial) {
			if (n || (d->ended && d->pos == d->end))
				break;
			if (fill(d, RAW_CAP, true, e))
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

static int
use(struct decode *d, const char *encoding, struct err *e)
{
	snprintf(d->name, sizeof d->name, "%s", encoding);
	if (!strcasecmp(encoding, "UTF-8") || !strcasecmp(encoding, "UTF8")) {
		d->kind = UTF8;
		return 0;
	}
	d->kind = OTHER;
	d->to_utf8 = transcoder_open(encoding, e);
	return d->to_utf8 ? 0 : -1;
}

static int64_t read_kind(struct decode *, char *p, size_t cap, struct err *);

/* More characters of several bytes than bytes that are none: it is UTF-8 that
 * came to harm, which is told where it did. */
static bool
is_harmed_utf8(struct span s)
{
	size_t good = 0, bad = 0;
	bool cut;

	while (s.len) {
		size_t n = utf8_valid(s, &cut);

		for (size_t i = 0; i < n; i += utf8_len(s.p + i))
			good += (s.p[i] & 0x80) != 0;
		bad += n < s.len && !cut;
		n += n < s.len;
		s.p += n;
		s.len -= n;
	}
	return good > bad;
}

/* What "auto" takes the bytes for, from the first beyond ASCII on. No character
 * is ever made of bytes that are not clearly its own. */
static int
use_auto(struct decode *d, struct err *e)
{
	struct span s = { d->raw, d->end };

	if (is_harmed_utf8(s))
		return use(d, "UTF-8", e);
	if (encoding_guess_is_gb18030(s))
		return use(d, "GB18030", e);
	err_set(e, ST_DATA,
	    "is neither UTF-8 nor clearly Chinese in GB18030: say --encoding "
	    "(%s is likely; see also --explain)",
	    encoding_guess(s).name);
	return err_at(e, d->in->name, 0);
}

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

	if (d->pos == d->end && fill(d, RAW_CAP, true, e))
		return -1;
	s = (struct span){ d->raw + d->pos, d->end - d->pos };
	while (ascii < s.len && ascii < cap && !(s.p[ascii] & 0x80))
		ascii++;
	if (ascii || s.len == 0) { /* ASCII goes out before anything is
				    * decided */
		memcpy(p, s.p, ascii);
		skip(d, ascii);
		return (int64_t)ascii;
	}
	if (fill(d, RAW_CAP, false, e))
		return -1;
	if (use_auto(d, e))
		return -1;
	return read_kind(d, p, cap, e);
}

static bool
begins(const struct decode *d, const char *two)
{
	return d->end >= 2 && !memcmp(d->raw, two, 2);
}

/* The byte order of UTF-16: by its mark, else by the zero byte of the first
 * character, which is ASCII in every bill. */
static int
use_utf16(struct decode *d, struct err *e)
{
	const char *p = d->raw;

	if (d->end < 2 || begins(d, "\xff\xfe") || (p[0] && !p[1]))
		return use(d, "UTF-16LE", e);
	if (begins(d, "\xfe\xff") || (!p[0] && p[1]))
		return use(d, "UTF-16BE", e);
	err_set(e, ST_DATA,
	    "is UTF-16 without a byte order mark; say "
	    "UTF-16LE or UTF-16BE");
	return err_at(e, d->in->name, 0);
}

/* Refuses text that begins with the mark of UTF-8 and is said to be in another
 * encoding: Latin-1 would decode it, to nonsense. */
static int
refuse_mark(const struct decode *d, struct err *e)
{
	if (!span_begins((struct span){ d->raw, d->end }, bom))
		return 0;
	err_set(e, ST_DATA,
	    "begins with the byte order mark of UTF-8, and is "
	    "to be %s: was it saved by another program? (--encoding)",
	    d->name);
	return err_at(e, d->in->name, 0);
}

/* Looks at the first bytes, which may tell the encoding, before anything goes
 * out. */
static int
begin(struct decode *d, struct err *e)
{
	d->begun = true;
	if (fill(d, bom.len, false, e))
		return -1;
	if (d->kind == OTHER)
		return refuse_mark(d, e);
	if (d->kind == UTF16 ||
	    (d->kind == UNDECIDED &&
		(begins(d, "\xff\xfe") || begins(d, "\xfe\xff"))))
		return use_utf16(d, e);
	if (!span_begins((struct span){ d->raw, d->end }, bom))
		return 0;
	skip(d, bom.len);
	return use(d, "UTF-8", e);
}

/* Removes the byte order mark at the beginning of the first text, which always
 * holds it whole. */
static size_t
drop_mark(struct decode *d, char *p, size_t n)
{
	d->marked = true;
	if (!span_begins((struct span){ p, n }, bom))
		return n;
	n -= bom.len;
	memmove(p, p + bom.len, n);
	decode_errors_shift(&d->misfits, bom.len);
	return n;
}

static int64_t
read_kind(struct decode *d, char *p, size_t cap, struct err *e)
{
	int64_t n;

	if (d->kind == UTF8)
		return read_utf8(d, p, cap, e);
	if (d->kind == UNDECIDED)
		return read_undecided(d, p, cap, e);
	n = read_other(d, p, cap, e);
	if (n <= 0 || d->marked)
		return n;
	n = (int64_t)drop_mark(d, p, (size_t)n);
	return n ? n : read_other(d, p, cap, e);
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

/* Takes the name of the encoding, before the first byte is read. */
static int
choose(struct decode *d, const char *encoding, struct err *e)
{
	if (!strcasecmp(encoding, "auto"))
		d->kind = UNDECIDED;
	else if (!strcasecmp(encoding, "UTF-16") ||
	    !strcasecmp(encoding, "UTF16"))
		d->kind = UTF16;
	else
		return use(d, encoding, e);
	return 0;
}

struct decode *
decode_cover(struct input *in, const char *encoding, bool note, struct err *e)
{
	struct decode *d = mem_zeroed(1, sizeof *d);

	d->layer =
	    (struct input_layer){ .read = layer_read, .close = layer_close };
	d->in = in;
	d->note = note;
	d->raw = mem_alloc(RAW_CAP);
	if (choose(d, encoding, e)) {
		layer_close(&d->layer);
		return NULL;
	}
	input_cover(in, &d->layer);
	return d;
}
