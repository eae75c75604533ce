/*
 * transcode: bytes of any encoding to UTF-8, piece by piece. The one module
 * that knows iconv.h.
 */
#ifndef TRANSCODE_H
#define TRANSCODE_H

#include "base/buf.h"
#include "base/err.h"
#include "base/span.h"

struct transcoder;

/* NULL, ST_FAIL told, for an encoding nobody knows. */
struct transcoder *transcoder_open(const char *encoding, struct err *);

enum transcoded {
	TRANSCODED_ALL,  /* nothing of from is left */
	TRANSCODED_FULL, /* there is no more room */
	TRANSCODED_CUT,  /* what is left of from is less than a character */
	TRANSCODED_BAD,  /* from begins with bytes that are no character */
};

/* Moves from, to and room on by what was done. */
enum transcoded transcode(
    struct transcoder *, struct span *from, char **to, size_t *room);

/* Writes what may have been held back, as before the end or bad bytes. */
void transcode_flush(struct transcoder *, char **to, size_t *room);

/* Bytes of the encoding's smallest character: how far to go at bad bytes. */
size_t transcoder_unit(const struct transcoder *);

/* Are these bytes of that encoding, but for a character the end cuts off? */
bool transcode_fits(const char *encoding, struct span);

/*
 * Adds a short text, a name for example, as UTF-8 to out. False, with out
 * as it was, when it is not in that encoding.
 */
bool transcode_text(const char *encoding, struct span, struct buf *out);

void transcoder_close(struct transcoder *);

#endif
