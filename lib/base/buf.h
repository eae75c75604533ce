/*
 * buf: bytes that grow. The caller's struct, cleared with {0}; its memory
 * is released with buf_free.
 */
#ifndef BUF_H
#define BUF_H

#include <stdarg.h>

#include "base/span.h"

struct buf {
	char *p;    /* owned here; may be NULL while empty */
	size_t len; /* bytes in use */
	size_t cap; /* bytes of room */
};

/* Room for n more bytes; returns where they go. */
char *buf_room(struct buf *, size_t n);

void buf_add(struct buf *, struct span);
void buf_byte(struct buf *, char);
void buf_str(struct buf *, const char *);
void buf_printf(struct buf *, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));
void buf_vprintf(struct buf *, const char *fmt, va_list)
    __attribute__((format(printf, 2, 0)));

/* The bytes so far; dies with the next call that adds. */
static inline struct span
buf_span(const struct buf *b)
{
	return (struct span){ b->p, b->len };
}

/* Forgets the bytes, keeps the room. */
static inline void
buf_clear(struct buf *b)
{
	b->len = 0;
}

void buf_free(struct buf *);

#endif
