#define _GNU_SOURCE /* memmem */
#include "bill/sheet/sheet_strings.h"

#include <stdlib.h>

#include "base/mem.h"
#include "io/xml/sax.h"

/* Of all strings at most: what is larger was packed to do harm. */
static const size_t text_max = (size_t)1 << 30; /* bytes */
static const size_t strings_max = (size_t)1 << 26;

struct reading {
	struct sheet_strings *strings;
	bool text;   /* in t */
	bool aloud;  /* in rPh */
	bool full;   /* there is more than is held */
	size_t from; /* where the string begins */
};

enum { ESCAPE = 7 }; /* bytes of _x000D_ */

/* The value of "_xHHHH_" at the front; -1 if none is there. */
static int
escaped(struct span s)
{
	int n = 0;

	if (s.len < ESCAPE || s.p[0] != '_' || s.p[1] != 'x' || s.p[6] != '_')
		return -1;
	for (int i = 2; i < 6; i++) {
		const char *digits = "0123456789abcdef0123456789ABCDEF";
		const char *d = s.p[i] ? strchr(digits, s.p[i]) : NULL;

		if (!d)
			return -1;
		n = n * 16 + (int)((d - digits) % 16);
	}
	return n;
}

static size_t
put_utf8(char *to, unsigned c)
{
	if (c < 0x80) {
		to[0] = (char)c;
		return 1;
	}
	if (c < 0x800) {
		to[0] = (char)(0xc0 | c >> 6);
		to[1] = (char)(0x80 | (c & 0x3f));
		return 2;
	}
	if (c < 0x10000) {
		to[0] = (char)(0xe0 | c >> 12);
		to[1] = (char)(0x80 | (c >> 6 & 0x3f));
		to[2] = (char)(0x80 | (c & 0x3f));
		return 3;
	}
	to[0] = (char)(0xf0 | c >> 18);
	to[1] = (char)(0x80 | (c >> 12 & 0x3f));
	to[2] = (char)(0x80 | (c >> 6 & 0x3f));
	to[3] = (char)(0x80 | (c & 0x3f));
	return 4;
}

/* The character at the front, of one escape or of two surrogates; how many
 * bytes it takes, 0 where it is none: NUL and half a pair stay as they are. */
static size_t
character(struct span s, unsigned *c)
{
	int high = escaped(s), low;

	if (high <= 0)
		return 0;
	*c = (unsigned)high;
	if (high < 0xd800 || high > 0xdfff)
		return ESCAPE;
	if (high > 0xdbff || s.len < ESCAPE * 2)
		return 0;
	low = escaped((struct span){ s.p + ESCAPE, s.len - ESCAPE });
	if (low < 0xdc00 || low > 0xdfff)
		return 0;
	*c = 0x10000 + ((unsigned)(high - 0xd800) << 10) +
	    (unsigned)(low - 0xdc00);
	return ESCAPE * 2;
}

void
sheet_strings_unescape(struct buf *b, size_t from)
{
	struct span s = { b->p + from, b->len - from };
	char *to;

	if (b->len == from || !memmem(s.p, s.len, "_x", 2))
		return;
	to = b->p + from;
	while (s.len) {
		unsigned c;
		size_t n = character(s, &c);

		if (n) {
			to += put_utf8(to, c);
		} else {
			*to++ = *s.p;
			n = 1;
		}
		s.p += n;
		s.len -= n;
	}
	b->len = (size_t)(to - b->p);
}

static void
on_begin(void *context, struct sax *x, const char *name)
{
	struct reading *r = context;

	(void)x;
	if (!strcmp(name, "t"))
		r->text = !r->aloud;
	else if (!strcmp(name, "rPh"))
		r->aloud = true;
	else if (!strcmp(name, "si"))
		r->from = r->strings->text.len;
}

static void
on_end(void *context, const char *name)
{
	struct reading *r = context;
	struct sheet_strings *s = r->strings;

	if (!strcmp(name, "t")) {
		r->text = false;
	} else if (!strcmp(name, "rPh")) {
		r->aloud = false;
	} else if (!strcmp(name, "si") && !r->full) {
		r->full = s->n == strings_max;
		sheet_strings_unescape(&s->text, r->from);
		s->ends = mem_grow(s->ends, &s->cap, s->n + 1, sizeof *s->ends);
		s->ends[s->n++] = s->text.len;
	}
}

static void
on_text(void *context, struct span text)
{
	struct reading *r = context;

	r->full |= r->strings->text.len > text_max;
	if (!r->text || r->full)
		return;
	buf_add(&r->strings->text, text);
}

int
sheet_strings_read(struct sheet_strings *s, struct input *in, struct err *e)
{
	static const struct sax_calls calls = { on_begin, on_end, on_text };
	struct reading r = { .strings = s };
	char *name = mem_dup(span_str(in->name));
	int result = sax_read(in, &calls, &r, e);

	if (result == 0 && r.full) {
		err_set(e, ST_DATA,
		    "more than 1 GiB, or 67 million, of shared strings");
		result = err_at(e, name, 0);
	}
	free(name);
	return result;
}

bool
sheet_strings_get(
    const struct sheet_strings *s, struct span number, struct span *text)
{
	uint64_t n;
	size_t from;

	if (!span_count(span_trim(number), &n) || n >= s->n)
		return false;
	from = n ? s->ends[n - 1] : 0;
	*text = (struct span){ s->text.p + from, s->ends[n] - from };
	return true;
}

void
sheet_strings_free(struct sheet_strings *s)
{
	buf_free(&s->text);
	free(s->ends);
	*s = (struct sheet_strings){ 0 };
}
