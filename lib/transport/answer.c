#include "transport/answer.h"

#include <inttypes.h>

#include "text/tsv.h"

void
answer_clear(struct answer *a)
{
	a->kind = ANSWER_NONE;
	a->seconds = ANSWER_SOON;
	buf_clear(&a->reason);
	buf_clear(&a->values);
}

void
answer_ok(struct answer *a)
{
	a->kind = ANSWER_OK;
}

void
answer_retry(struct answer *a, int64_t seconds, const char *fmt, ...)
{
	va_list ap;

	a->kind = ANSWER_RETRY;
	a->seconds = seconds;
	buf_clear(&a->reason);
	va_start(ap, fmt);
	buf_vprintf(&a->reason, fmt, ap);
	va_end(ap);
}

void
answer_fail(struct answer *a, const char *fmt, ...)
{
	va_list ap;

	a->kind = ANSWER_FAIL;
	buf_clear(&a->reason);
	va_start(ap, fmt);
	buf_vprintf(&a->reason, fmt, ap);
	va_end(ap);
}

void
answer_value(struct answer *a, const char *name, struct span value)
{
	buf_printf(&a->values, "\t%s=", name);
	tsv_escape(&a->values, value);
}

void
answer_format(struct buf *b, struct span id, const struct answer *a)
{
	buf_add(b, id);
	if (a->kind == ANSWER_OK) {
		buf_str(b, "\tok");
	} else if (a->kind == ANSWER_FAIL) {
		buf_str(b, "\tfail\t");
		tsv_escape(b, buf_span(&a->reason));
	} else {
		buf_str(b, "\tretry\t");
		if (a->seconds >= 0)
			buf_printf(b, "%" PRId64 "\t", a->seconds);
		else
			buf_str(b, TSV_NONE "\t");
		tsv_escape(b, buf_span(&a->reason));
	}
	buf_add(b, buf_span(&a->values));
	buf_byte(b, '\n');
}

void
answer_free(struct answer *a)
{
	buf_free(&a->reason);
	buf_free(&a->values);
}
