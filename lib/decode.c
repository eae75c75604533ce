#include "decode.h"

#include <errno.h>
#include <iconv.h>
#include <stdio.h>
#include <stdlib.h>
#include <strings.h>

#include "mem.h"
#include "utf8.h"

enum {
	RAW_CAP = 1 << 16,  /* bytes read at once for iconv */
	NAME_CAP = 64,
	OUT_MIN = 64,       /* bytes of room one step of iconv gets at least */
};

static const struct span bom = { "\xef\xbb\xbf", 3 };
static const struct span replacement = { "\xef\xbf\xbd", 3 };

enum kind {
	UNDECIDED, /* auto: nothing beyond ASCII so far */
	UTF16,     /* the byte order is not known yet */
	UTF8,
	ICONV,
};

struct decode {
	struct input_layer layer;  /* first: it is what the input knows */
	struct input *in;          /* borrowed: what is being read; it may
	                            * move between reads */
	char name[NAME_CAP];       /* as told, or found out */
	enum kind kind;
	bool note;                 /* bad places are noted, not errors */
	bool begun;                /* the first bytes were looked at */
	bool marked;               /* the byte order mark was dealt with */
	bool ended;                /* the input is at its end */
	bool partial;              /* raw ends inside a character */
	iconv_t cd;                /* valid for ICONV */
	size_t unit;               /* bytes of its smallest character */

	char *raw;                 /* owned: bytes to be decoded */
	size_t pos, end;           /* of raw, not decoded yet */
	uint64_t offset;           /* in the input, of raw[pos] */
	uint64_t text;             /* bytes of text handed out */

	struct decode_bad *bad;    /* owned */
	size_t n_bad, next_bad, cap_bad;
};

const char *
decode_encoding(const struct decode *d)
{
	return d->kind == UNDECIDED || d->kind == UTF16 ? NULL : d->name;
}

int
decode_why(const struct decode *d, const struct decode_bad *b, struct err *e)
{
	static const char hex[] = "0123456789abcdef";
	char text[3 * sizeof b->bytes + 1];
	size_t n = 0;

	for (size_t i = 0; i < b->n; i++) {
		text[n++] = ' ';
		text[n++] = hex[(unsigned char)b->bytes[i] >> 4];
		text[n++] = hex[(unsigned char)b->bytes[i] & 15];
	}
	text[n] = '\0';
	return err_set(e, ST_DATA, "the bytes%s at offset %ju %s %s", text,
	    (uintmax_t)b->offset, b->cut ? "end inside a character of"
	    : "are not", d->name);
}

bool
decode_is_bad(const struct decode *d, uint64_t end)
{
	return d->next_bad < d->n_bad && d->bad[d->next_bad].at < end;
}

bool
decode_next_bad(struct decode *d, uint64_t end, struct decode_bad *bad)
{
	if (!decode_is_bad(d, end))
		return false;
	*bad = d->bad[d->next_bad++];
	if (d->next_bad == d->n_bad)
		d->next_bad = d->n_bad = 0;
	return true;
}

/* Notes what is at raw[pos] as bad; n bytes of text went out before it in
 * this call. */
static int
bad_here(struct decode *d, size_t n, bool cut, struct err *e)
{
	struct decode_bad b = { .at = d->text + n, .offset = d->offset,
		.cut = cut };

	b.n = d->end - d->pos;
	if (b.n > (cut ? sizeof b.bytes : d->unit))
		b.n = cut ? sizeof b.bytes : d->unit;
	memcpy(b.bytes, d->raw + d->pos, b.n);
	if (!d->note) {
		decode_why(d, &b, e);
		return err_at(e, d->in->name, 0);
	}
	d->bad = mem_grow(d->bad, &d->cap_bad, d->n_bad + 1, sizeof *d->bad);
	d->bad[d->n_bad++] = b;
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

/* More bytes behind those of raw that are left, n at most. */
static int
fill(struct decode *d, size_t n, struct err *e)
{
	int64_t got;

	memmove(d->raw, d->raw + d->pos, d->end - d->pos);
	d->end -= d->pos;
	d->pos = 0;
	if (n > RAW_CAP - d->end)
		n = RAW_CAP - d->end;
	got = read_below(d, d->raw + d->end, n, e);
	if (got < 0)
		return -1;
	d->end += (size_t)got;
	d->partial = false;
	return 0;
}

/* Checks the n bytes at p, notes what is bad; how many can go out. */
static int64_t
check_utf8(struct decode *d, const char *p, size_t n, struct err *e)
{
	size_t done = 0;
	uint64_t offset = d->offset;
	bool cut;

	while ((done += utf8_valid((struct span){ p + done, n - done },
	    &cut)) < n) {
		if (cut && !d->ended)
			break;
		/* raw is empty: the place for bad_here to look at */
		d->end = n - done < UTF8_MAX ? n - done : UTF8_MAX;
		memcpy(d->raw, p + done, d->end);
		d->offset = offset + done;
		if (bad_here(d, done, cut, e))
			return -1;
		done += cut ? n - done : 1;
	}
	d->offset = offset + done;
	return (int64_t)done;
}

/* UTF-8 goes straight to its place; raw keeps what the end of the bytes
 * before cut off. */
static int64_t
read_utf8(struct decode *d, char *p, size_t cap, struct err *e)
{
	int64_t more, done;
	size_t n = d->end - d->pos;

	do {
		memcpy(p, d->raw + d->pos, n);
		more = n < cap ? read_below(d, p + n, cap - n, e) : 0;
		if (more < 0)
			return -1;
		n += (size_t)more;
		d->pos = d->end = 0; /* raw is free */
		done = check_utf8(d, p, n, e);
		if (done < 0)
			return -1;
		n -= (size_t)done;
		d->end = n;
		memcpy(d->raw, p + done, n);
	} while (done == 0 && !d->ended);
	return done;
}

/* What iconv makes of raw, behind the *n bytes of p. 1 when p is full. */
static int
convert(struct decode *d, char *p, size_t cap, size_t *n, struct err *e)
{
	char *from = d->raw + d->pos, *to = p + *n;
	size_t left = d->end - d->pos;
	size_t room = cap - *n - replacement.len;
	size_t r = iconv(d->cd, &from, &left, &to, &room);
	int why = errno;

	skip(d, d->end - d->pos - left);
	*n = (size_t)(to - p);
	if (r != (size_t)-1)
		return 0;
	if (why == E2BIG)
		return 1;
	if (why == EINVAL && !d->ended) {
		d->partial = true;
		return 0;
	}
	/* also lets go of what iconv may hold back */
	iconv(d->cd, NULL, NULL, &to, &room);
	*n = (size_t)(to - p);
	if (bad_here(d, *n, why == EINVAL, e))
		return -1;
	memcpy(to, replacement.p, replacement.len);
	*n += replacement.len;
	skip(d, why == EINVAL || left < d->unit ? left : d->unit);
	return 0;
}

static int64_t
read_iconv(struct decode *d, char *p, size_t cap, struct err *e)
{
	size_t n = 0;

	while (cap - n >= OUT_MIN) {
		int r;

		if (d->pos == d->end || d->partial) {
			if (n || (d->ended && d->pos == d->end))
				break;
			if (fill(d, RAW_CAP, e))
				return -1;
			continue;
		}
		r = convert(d, p, cap, &n, e);
		if (r < 0)
			return -1;
		if (r == 1)
			break;
	}
	if (n == 0) { /* the end: what iconv may hold back */
		char *to = p;

		iconv(d->cd, NULL, NULL, &to, &cap);
		n = (size_t)(to - p);
	}
	return (int64_t)n;
}

/* How many bytes the smallest character of an encoding has. */
static size_t
unit_of(const char *encoding)
{
	char in[2] = "AA", out[32], *from, *to;
	size_t left, room, len[2] = { 0 };
	iconv_t cd = iconv_open(encoding, "UTF-8");

	if (cd == (iconv_t)-1)
		return 1;
	for (size_t i = 0; i < 2; i++) {
		from = in;
		to = out;
		left = i + 1;
		room = sizeof out;
		iconv(cd, NULL, NULL, NULL, NULL);
		iconv(cd, &from, &left, &to, &room);
		len[i] = sizeof out - room;
	}
	iconv_close(cd);
	return len[1] > len[0] ? len[1] - len[0] : 1;
}

static int
use(struct decode *d, const char *encoding, struct err *e)
{
	snprintf(d->name, sizeof d->name, "%s", encoding);
	d->kind = ICONV;
	d->cd = iconv_open("UTF-8", encoding);
	if (d->cd == (iconv_t)-1)
		return err_set(e, ST_FAIL, "unknown encoding \"%s\" "
		    "(iconv -l lists them)", excerpt(span_str(encoding)).s);
	d->unit = unit_of(encoding);
	return 0;
}

/* Would all n bytes at p decode, but for a character the end cuts off? */
static bool
is_gb18030(const char *p, size_t n)
{
	iconv_t cd = iconv_open("UTF-8", "GB18030");
	char out[4096], *from = (char *)p, *to;
	size_t room, r;

	if (cd == (iconv_t)-1)
		return false;
	do {
		to = out;
		room = sizeof out;
		r = iconv(cd, &from, &n, &to, &room);
	} while (r == (size_t)-1 && errno == E2BIG);
	r = r == (size_t)-1 && errno == EILSEQ;
	iconv_close(cd);
	return !r;
}

static int64_t read_kind(struct decode *, char *p, size_t cap, struct err *);

/*
 * "auto", nothing but ASCII so far: raw is filled, and the first bytes
 * beyond ASCII decide. They stay in raw, for the road that was chosen.
 */
static int64_t
read_undecided(struct decode *d, char *p, size_t cap, struct err *e)
{
	struct span s;
	size_t ascii = 0;
	bool cut;

	if (fill(d, cap < RAW_CAP ? cap : RAW_CAP, e))
		return -1;
	s = (struct span){ d->raw, d->end };
	while (ascii < s.len && !(s.p[ascii] & 0x80))
		ascii++;
	if (ascii) { /* first what is no question */
		memcpy(p, s.p, ascii);
		skip(d, ascii);
		return (int64_t)ascii;
	}
	if (s.len == 0)
		return 0;
	s.len = utf8_valid(s, &cut) == s.len || cut ? s.len : 0;
	if (s.len >= UTF8_MAX || (s.len && d->ended) ||
	    (s.len == 0 && !is_gb18030(d->raw, d->end))) {
		snprintf(d->name, sizeof d->name, "UTF-8");
		d->kind = UTF8;
	} else if (s.len == 0 && use(d, "GB18030", e)) {
		return -1;
	}
	return read_kind(d, p, cap, e);
}

/* The byte order of UTF-16: by its mark, else by the zero bytes of the
 * first character, which is ASCII in every bill. */
static int
use_utf16(struct decode *d, struct err *e)
{
	const char *p = d->raw;

	if (d->end < 2)
		return use(d, "UTF-16LE", e);
	if (!memcmp(p, "\xff\xfe", 2) || (p[0] && !p[1]))
		return use(d, "UTF-16LE", e);
	if (!memcmp(p, "\xfe\xff", 2) || (!p[0] && p[1]))
		return use(d, "UTF-16BE", e);
	err_set(e, ST_DATA, "is UTF-16 without a byte order mark; say "
	    "UTF-16LE or UTF-16BE");
	return err_at(e, d->in->name, 0);
}

/* Before anything is read: the first bytes may say what follows. */
static int
begin(struct decode *d, struct err *e)
{
	d->begun = true;
	if (d->kind == ICONV)
		return 0;
	while (d->end < bom.len && !d->ended)
		if (fill(d, bom.len - d->end, e))
			return -1;
	if (d->kind == UTF16 || (d->kind == UNDECIDED && d->end >= 2 &&
	    (!memcmp(d->raw, "\xff\xfe", 2) ||
	    !memcmp(d->raw, "\xfe\xff", 2))))
		return use_utf16(d, e);
	if (span_begins((struct span){ d->raw, d->end }, bom)) {
		skip(d, bom.len);
		d->pos = d->end = 0;
		snprintf(d->name, sizeof d->name, "UTF-8");
		d->kind = UTF8;
	}
	return 0;
}

static int64_t
read_kind(struct decode *d, char *p, size_t cap, struct err *e)
{
	int64_t n;

	switch (d->kind) {
	case UTF8:
		return read_utf8(d, p, cap, e);
	case UNDECIDED:
		return read_undecided(d, p, cap, e);
	case UTF16: /* settled by begin */
	case ICONV:
		break;
	}
	n = read_iconv(d, p, cap, e);
	if (n > 0 && d->text == 0 && !d->marked) {
		/* iconv puts out whole characters, so the mark is whole */
		d->marked = true;
		if (span_begins((struct span){ p, (size_t)n }, bom)) {
			n -= (int64_t)bom.len;
			memmove(p, p + bom.len, (size_t)n);
			for (size_t i = 0; i < d->n_bad; i++)
				d->bad[i].at -= bom.len;
			if (n == 0)
				return read_kind(d, p, cap, e);
		}
	}
	return n;
}

static int64_t
layer_read(struct input_layer *l, struct input *in, char *p, size_t cap,
    struct err *e)
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

	if (d->kind == ICONV && d->cd != (iconv_t)-1)
		iconv_close(d->cd);
	free(d->raw);
	free(d->bad);
	free(d);
}

/* What is said before the first byte is read. */
static int
choose(struct decode *d, const char *encoding, struct err *e)
{
	if (strlen(encoding) >= NAME_CAP || strchr(encoding, '/'))
		return err_set(e, ST_FAIL, "unknown encoding \"%s\" "
		    "(iconv -l lists them)", excerpt(span_str(encoding)).s);
	if (!strcasecmp(encoding, "auto")) {
		d->kind = UNDECIDED;
		return 0;
	}
	if (!strcasecmp(encoding, "UTF-8") || !strcasecmp(encoding, "UTF8")) {
		snprintf(d->name, sizeof d->name, "UTF-8");
		d->kind = UTF8;
		return 0;
	}
	if (!strcasecmp(encoding, "UTF-16") ||
	    !strcasecmp(encoding, "UTF16")) {
		d->kind = UTF16;
		return 0;
	}
	return use(d, encoding, e);
}

struct decode *
decode_cover(struct input *in, const char *encoding, bool note,
    struct err *e)
{
	struct decode *d = mem_zeroed(1, sizeof *d);

	d->layer = (struct input_layer){ .read = layer_read,
		.close = layer_close };
	d->in = in;
	d->note = note;
	d->unit = 1;
	d->raw = mem_alloc(RAW_CAP);
	if (choose(d, encoding, e)) {
		layer_close(&d->layer);
		return NULL;
	}
	input_cover(in, &d->layer);
	return d;
}

bool
decode_text(const char *encoding, struct span s, struct buf *out)
{
	iconv_t cd = iconv_open("UTF-8", encoding);
	size_t room = s.len * UTF8_MAX + OUT_MIN, left = room;
	char *from = (char *)s.p, *to = buf_room(out, room);
	bool good;

	if (cd == (iconv_t)-1)
		return false;
	good = iconv(cd, &from, &s.len, &to, &left) != (size_t)-1;
	if (good)
		out->len += room - left;
	iconv_close(cd);
	return good;
}
