#include "base/err.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>

#include "base/visible.h"

/*
 * A name or a cell within the message may hold any byte; made visible, the
 * message stays one line and no terminal obeys it. What does not fit is cut
 * between two characters.
 */
static void
put_plain(struct err *e, const char *s)
{
	struct span left = span_str(s);
	size_t n = 0;

	while (left.len) {
		bool shown;
		size_t len = visible_next(left, &shown);
		size_t width = shown ? len : 4 * len;

		if (n + width >= sizeof e->text)
			break;
		if (shown)
			memcpy(e->text + n, left.p, len);
		else
			visible_escape(
			    e->text + n, (struct span){ left.p, len });
		n += width;
		left = (struct span){ left.p + len, left.len - len };
	}
	e->text[n] = '\0';
}

/* Cuts text of n bytes to what there is room for, and what the cut left of a
 * character. */
static void
trim(char *text, size_t n, size_t cap)
{
	if (n < cap)
		return;
	n = cap - 1;
	while (n && ((unsigned char)text[n - 1] & 0xc0) == 0x80)
		n--;
	if (n && (unsigned char)text[n - 1] >= 0xc0)
		text[n - 1] = '\0';
}

static void
set(struct err *e, enum status status, const char *fmt, va_list ap)
{
	char text[ERR_CAP];
	int n = vsnprintf(text, sizeof text, fmt, ap);

	trim(text, n < 0 ? 0 : (size_t)n, sizeof text);
	e->status = status;
	put_plain(e, text);
}

int
err_set(struct err *e, enum status status, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	set(e, status, fmt, ap);
	va_end(ap);
	return -1;
}

int
err_sys(struct err *e, enum status status, const char *fmt, ...)
{
	int saved = errno;
	va_list ap;
	size_t n;

	va_start(ap, fmt);
	set(e, status, fmt, ap);
	va_end(ap);
	n = strlen(e->text);
	snprintf(e->text + n, sizeof e->text - n, ": %s", strerror(saved));
	return -1;
}

int
err_at(struct err *e, const char *name, uint64_t line)
{
	char place[ERR_CAP / 2], text[ERR_CAP + sizeof place];

	if (line)
		snprintf(
		    place, sizeof place, "%s:%ju: ", name, (uintmax_t)line);
	else
		snprintf(place, sizeof place, "%s: ", name);
	snprintf(text, sizeof text, "%s%s", place, e->text);
	put_plain(e, text);
	return -1;
}

struct excerpt
excerpt(struct span s)
{
	enum { MORE = sizeof "..." };
	struct excerpt x;
	size_t n = 0;

	while (s.len) {
		bool shown;
		size_t len = visible_next(s, &shown);
		size_t width = shown ? len : 4 * len;

		if (n + width > sizeof x.s - MORE) {
			memcpy(x.s + n, "...", 3);
			n += 3;
			break;
		}
		if (shown)
			memcpy(x.s + n, s.p, len);
		else
			visible_escape(x.s + n, (struct span){ s.p, len });
		n += width;
		s = (struct span){ s.p + len, s.len - len };
	}
	x.s[n] = '\0';
	return x;
}
