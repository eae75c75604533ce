#include "messages.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/buf.h"
#include "base/mem.h"
#include "base/visible_text.h"
#include "facts_file.h"
#include "failed.h"

/* Whatever a program says passes here: what a bill, a name or an option holds
 * does not reach the terminal but made visible. */
static void
put(struct span text)
{
	struct buf line = { 0 };

	buf_printf(&line, "%s: ", mem_program);
	visible_add(&line, text);
	buf_byte(&line, '\n');
	fwrite(line.p, 1, line.len, stderr);
	buf_free(&line);
}

void
messages_say(const char *fmt, ...)
{
	struct buf text = { 0 };
	va_list ap;

	va_start(ap, fmt);
	buf_vprintf(&text, fmt, ap);
	va_end(ap);
	put(buf_span(&text));
	buf_free(&text);
}

static _Noreturn void
leave(enum status status, const char *text)
{
	struct buf shown = { 0 };
	struct err e;

	visible_add(&shown, span_str(text));
	buf_byte(&shown, '\0');
	/* what another program said is said again where nobody reads on */
	if (!failed_tell(status, shown.p) && *text)
		put(span_str(shown.p));
	if (facts_file_failed(status, shown.p, &e))
		put(span_str(e.text));
	buf_free(&shown);
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
