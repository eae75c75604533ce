#include "base/err.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>

static const char hex[] = "0123456789abcdef";

/* A name or a cell within the message may hold any byte. Control bytes become
 * \xHH: the message stays one line, and no terminal obeys it. */
static void
put_plain(struct err *e, const char *s)
{
	size_t n = 0;

	for (; *s && n + 1 < sizeof e->text; s++) {
		unsigned char c = (unsigned char)*s;

		if (c >= 0x20 && c != 0x7f) {
			e->text[n++] = *s;
			continue;
		}
		if (n + 4 >= sizeof e->text)
			break;
		e->text[n++] = '\\';
		e->text[n++] = 'x';
		e->text[n++] = hex[c >> 4];
		e->text[n++] = hex[c & 15];
	}
	e->text[n] = '\0';
}

static void
set(struct err *e, enum status status, const char *fmt, va_list ap)
{
	char text[ERR_CAP];

	vsnprintf(text, sizeof text, fmt, ap);
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
	struct excerpt x;
	size_t i, n = 0;
	const size_t room = sizeof x.s - sizeof "..." - 4;

	for (i = 0; i < s.len && n < room; i++) {
		unsigned char c = (unsigned char)s.p[i];

		if (c >= 0x20 && c != 0x7f) {
			x.s[n++] = (char)c;
			continue;
		}
		x.s[n++] = '\\';
		x.s[n++] = 'x';
		x.s[n++] = hex[c >> 4];
		x.s[n++] = hex[c & 15];
	}
	if (i < s.len) {
		while (n && ((unsigned char)s.p[i] & 0xc0) == 0x80 &&
		    ((unsigned char)x.s[n - 1] & 0x80)) {
			i--;
			n--;
		}
		memcpy(x.s + n, "...", 3);
		n += 3;
	}
	x.s[n] = '\0';
	return x;
}
