#include "text/encoding/transcode.h"

#include <errno.h>
#include <iconv.h>
#include <stdlib.h>

#include "base/mem.h"

enum { GROWTH_MAX = 8 }; /* bytes of UTF-8 one byte may become */

struct transcoder {
	iconv_t cd;
	size_t unit;
};

/* Bytes of one character of the encoding: those of "AA" less those of "A", as
 * both may have a byte order mark before them. */
static size_t
unit_of(const char *encoding)
{
	char in[2] = "AA", out[32];
	size_t len[2] = { 0 };
	iconv_t cd = iconv_open(encoding, "UTF-8");

	if (cd == (iconv_t)-1)
		return 1;
	for (size_t i = 0; i < 2; i++) {
		char *from = in, *to = out;
		size_t left = i + 1, room = sizeof out;

		iconv(cd, NULL, NULL, NULL, NULL);
		iconv(cd, &from, &left, &to, &room);
		len[i] = sizeof out - room;
	}
	iconv_close(cd);
	return len[1] > len[0] ? len[1] - len[0] : 1;
}

struct transcoder *
transcoder_open(const char *encoding, struct err *e)
{
	struct transcoder *t;
	/*
	 * "//IGNORE" behind a name would make iconv drop what it cannot decode
	 */
	iconv_t cd =
	    strchr(encoding, '/') ? (iconv_t)-1 : iconv_open("UTF-8", encoding);

	if (cd == (iconv_t)-1) {
		err_set(e, ST_FAIL,
		    "unknown encoding \"%s\" (iconv -l lists "
		    "them)",
		    excerpt(span_str(encoding)).s);
		return NULL;
	}
	t = mem_zeroed(1, sizeof *t);
	t->cd = cd;
	t->unit = unit_of(encoding);
	return t;
}

enum transcoded
transcode(struct transcoder *t, struct span *from, char **to, size_t *room)
{
	char *p = (char *)from->p; /* iconv does not write there */
	size_t r = iconv(t->cd, &p, &from->len, to, room);

	from->p = p;
	if (r != (size_t)-1)
		return TRANSCODED_ALL;
	return errno == E2BIG ? TRANSCODED_FULL
	    : errno == EINVAL ? TRANSCODED_CUT
			      : TRANSCODED_BAD;
}

void
transcode_flush(struct transcoder *t, char **to, size_t *room)
{
	iconv(t->cd, NULL, NULL, to, room);
}

size_t
transcoder_unit(const struct transcoder *t)
{
	return t->unit;
}

bool
transcode_fits(const char *encoding, struct span s)
{
	struct transcoder t = { .cd = iconv_open("UTF-8", encoding) };
	enum transcoded r;
	char out[4096];

	if (t.cd == (iconv_t)-1)
		return false;
	do {
		char *to = out;
		size_t room = sizeof out;

		r = transcode(&t, &s, &to, &room);
	} while (r == TRANSCODED_FULL);
	iconv_close(t.cd);
	return r != TRANSCODED_BAD;
}

bool
transcode_text(const char *encoding, struct span s, struct buf *out)
{
	struct transcoder t = { .cd = iconv_open("UTF-8", encoding) };
	size_t room = (s.len + 1) * GROWTH_MAX, left = room;
	char *to = buf_room(out, room);
	bool good;

	if (t.cd == (iconv_t)-1)
		return false;
	good = transcode(&t, &s, &to, &left) == TRANSCODED_ALL;
	if (good) {
		transcode_flush(&t, &to, &left);
		out->len += room - left;
	}
	iconv_close(t.cd);
	return good;
}

void
transcoder_close(struct transcoder *t)
{
	if (!t)
		return;
	iconv_close(t->cd);
	free(t);
}
