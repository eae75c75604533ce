#include "base/buf.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/mem.h"

char *
buf_room(struct buf *b, size_t n)
{
	if (!b->p || b->cap - b->len < n)
		b->p = mem_grow(b->p, &b->cap, b->len + n, 1);
	return b->p + b->len;
}

void
buf_add(struct buf *b, struct span s)
{
	char *to = buf_room(b, s.len);

	if (s.len)
		memcpy(to, s.p, s.len);
	b->len += s.len;
}

void
buf_byte(struct buf *b, char c)
{
	*buf_room(b, 1) = c;
	b->len++;
}

void
buf_str(struct buf *b, const char *s)
{
	buf_add(b, span_str(s));
}

void
buf_vprintf(struct buf *b, const char *fmt, va_list ap)
{
	va_list again;
	int n;

	va_copy(again, ap);
	n = vsnprintf(NULL, 0, fmt, again);
	va_end(again);
	vsnprintf(buf_room(b, (size_t)n + 1), (size_t)n + 1, fmt, ap);
	b->len += (size_t)n;
}

void
buf_printf(struct buf *b, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	buf_vprintf(b, fmt, ap);
	va_end(ap);
}

void
buf_free(struct buf *b)
{
	free(b->p);
	*b = (struct buf){ 0 };
}
