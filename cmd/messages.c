#include "messages.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/mem.h"

static void
say(const char *fmt, va_list ap)
{
	fprintf(stderr, "%s: ", mem_program);
	vfprintf(stderr, fmt, ap);
	fputc('\n', stderr);
}

void
messages_say(const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	say(fmt, ap);
	va_end(ap);
}

void
messages_fail(const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	say(fmt, ap);
	va_end(ap);
	exit(ST_FAIL);
}

void
messages_bad_usage(const char *text)
{
	messages_fail("%s; try '%s --help'", text, mem_program);
}

void
messages_die(const struct err *e)
{
	if (e->text[0])
		messages_say("%s", e->text);
	exit((int)e->status);
}
