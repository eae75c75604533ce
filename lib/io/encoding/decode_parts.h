/*
 * decode_parts: the decoder of decode.h, between its files: the encoding is
 * found out (decode_choice.c), and bytes become text (decode_text.c).
 */
#ifndef DECODE_PARTS_H
#define DECODE_PARTS_H

#include "io/encoding/decode_errors.h"
#include "io/input.h"
#include "text/encoding/transcode.h"

enum {
	DECODE_RAW = 1 << 16, /* bytes held; what "auto" looks at */
	DECODE_NAME = 64,
};

enum decode_kind {
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
	char name[DECODE_NAME];   /* of the encoding: as given, or as found
				   * out */
	enum decode_kind kind;
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

/* The byte order mark in UTF-8. */
#define DECODE_BOM SPAN("\xef\xbb\xbf")

/* Takes the name of the encoding as it was given, before the first byte is
 * read. */
int decode_choose(struct decode *, const char *encoding, struct err *);

/* Takes an encoding that is known. */
int decode_use(struct decode *, const char *encoding, struct err *);

/* What "auto" takes the bytes for, from the first beyond ASCII on. No character
 * is ever made of bytes that are not clearly its own. */
int decode_use_auto(struct decode *, struct err *);

/* The byte order of UTF-16: by its mark, else by the zero byte of the first
 * character, which is ASCII in every bill. */
int decode_use_utf16(struct decode *, struct err *);

/* Do the bytes held begin with these two? */
bool decode_begins(const struct decode *, const char *two);

/* Refuses text that begins with the mark of UTF-8 and is said to be in another
 * encoding: Latin-1 would decode it, to nonsense. */
int decode_refuse_mark(const struct decode *, struct err *);

/* Reads until raw holds n bytes or the input ends; with once a single read. */
int decode_fill(struct decode *, size_t n, bool once, struct err *);

/* n bytes of raw have been decoded. */
void decode_skip(struct decode *, size_t n);

/* Bytes of text, 0 at the end, of each kind; as input_read. */
int64_t decode_read_utf8(struct decode *, char *p, size_t cap, struct err *);
int64_t decode_read_other(struct decode *, char *p, size_t cap, struct err *);

#endif
