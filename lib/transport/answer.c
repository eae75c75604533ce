#include "transport/answer.h"

#include <inttypes.h>

#include "text/tsv.h"
#include "value/time/duration.h"

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

static int
bad(struct err *e, const char *what, struct span field)
{
	return err_set(e, ST_DATA, "%s \"%s\"", what, excerpt(field).s);
}

/* The end of NAME of "NAME=VALUE", 0 where there is none. */
static size_t
name_len(struct span value)
{
	const char *sign = value.len ? memchr(value.p, '=', value.len) : NULL;

	return sign ? (size_t)(sign - value.p) : 0;
}

static int
take_values(struct answer *a, struct span rest, struct err *e)
{
	struct buf plain = { 0 };
	struct span value;
	int r = 0;

	while (r == 0 && tsv_next(&rest, &value)) {
		buf_clear(&plain);
		if (name_len(value) == 0 || !tsv_unescape(&plain, value))
			r = bad(e, "no NAME=VALUE:", value);
		buf_byte(&a->values, '\t');
		buf_add(&a->values, value);
	}
	buf_free(&plain);
	return r;
}

static int
take_seconds(struct answer *a, struct span *rest, struct err *e)
{
	struct span field;
	uint64_t n;

	if (!tsv_next(rest, &field))
		return err_set(e, ST_DATA, "no seconds");
	if (tsv_is_none(field))
		return 0;
	if (!span_count(field, &n) || n > DURATION_MAX_S)
		return bad(e, "no seconds:", field);
	a->seconds = (int64_t)n;
	return 0;
}

static int
take_reason(struct answer *a, struct span *rest, struct err *e)
{
	struct span field;

	if (!tsv_next(rest, &field) || field.len == 0)
		return err_set(e, ST_DATA, "no reason");
	if (!tsv_unescape(&a->reason, field))
		return bad(e, "no field:", field);
	return 0;
}

/* A control byte has no place but as an escape, a TAB no other than between
 * fields. */
static bool
has_control(struct span line)
{
	struct span field;

	while (tsv_next(&line, &field))
		if (tsv_has_control(field))
			return true;
	return false;
}

int
answer_parse(struct answer *a, struct span line, struct span *id, struct err *e)
{
	struct span rest = line, word;

	answer_clear(a);
	if (has_control(line) || !tsv_next(&rest, id) || id->len == 0 ||
	    !tsv_next(&rest, &word))
		return bad(e, "no answer:", line);
	if (span_eq(word, SPAN("ok")))
		a->kind = ANSWER_OK;
	else if (span_eq(word, SPAN("retry")))
		a->kind = ANSWER_RETRY;
	else if (span_eq(word, SPAN("fail")))
		a->kind = ANSWER_FAIL;
	else
		return bad(e, "no answer:", line);
	if (a->kind == ANSWER_RETRY && take_seconds(a, &rest, e))
		return -1;
	if (a->kind != ANSWER_OK && take_reason(a, &rest, e))
		return -1;
	return take_values(a, rest, e);
}

/* The next value of that name, in what is left of them. */
static bool
next_of(struct span *rest, const char *name, struct span *value)
{
	while (tsv_next(rest, value)) {
		size_t n = name_len(*value);

		if (n == 0 ||
		    !span_eq((struct span){ value->p, n }, span_str(name)))
			continue;
		*value = (struct span){ value->p + n + 1, value->len - n - 1 };
		return true;
	}
	return false;
}

bool
answer_find(const struct answer *a, const char *name, struct buf *b)
{
	struct span rest = buf_span(&a->values), value;

	return next_of(&rest, name, &value) && tsv_unescape(b, value);
}

bool
answer_repeats(const struct answer *a, const char *name)
{
	struct span rest = buf_span(&a->values), value;

	return next_of(&rest, name, &value) && next_of(&rest, name, &value);
}

bool
answer_says(const struct answer *a, const char *name, struct span word)
{
	struct buf b = { 0 };
	bool says = answer_find(a, name, &b) && span_eq(buf_span(&b), word);

	buf_free(&b);
	return says;
}

void
answer_free(struct answer *a)
{
	buf_free(&a->reason);
	buf_free(&a->values);
}
