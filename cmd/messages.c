#include "messages.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/mem.h"
#include "failed.h"

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

static _Noreturn void
leave(enum status status, const char *text)
{
	/* what another program said is said again where nobody reads on */
	if (!failed_tell(status, text) && *text)
		messages_say("%s", text);
	exit((int)status);
}

void
messages_fail(const char *fmt, ...)
{
	char text[ERR_CAP];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(text, sizeof text, fmt, ap);
	va_end(ap);
	leave(ST_FAIL, text);
}

void
messages_bad_usage(const char *text)
{
	messages_fail("%s; try '%s --help'", text, mem_program);
}

void
messages_die(const struct err *e)
{
	leave(e->status, e->text);
}
