#include "stream/failure.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/mem.h"
#include "text/tsv.h"

/* How bad they are, the worst last. */
static const enum status order[] = { ST_AGAIN, ST_FAIL, ST_DATA, ST_BROKEN };

enum { STATUSES = sizeof order / sizeof *order };

enum status
failure_worse(enum status a, enum status b)
{
	for (int i = STATUSES; i-- > 0;)
		if (order[i] == a || order[i] == b)
			return order[i];
	return ST_DATA;
}

static enum status
read_status(struct span text)
{
	uint64_t n;

	for (int i = 0; i < STATUSES && span_count(text, &n); i++)
		if (n == (uint64_t)order[i])
			return order[i];
	return ST_DATA;
}

/* The bytes that field stands for, as many as there is room for. */
static void
read_text(struct span field, char *to, size_t max)
{
	struct buf b = { 0 };
	size_t n;

	if (!tsv_unescape(&b, field)) {
		buf_clear(&b);
		buf_add(&b, field);
	}
	n = b.len < max ? b.len : max;
	if (n)
		memcpy(to, b.p, n);
	to[n] = '\0';
	buf_free(&b);
}

struct failure *
failure_take(struct failure *f, struct span line)
{
	struct span rest = line, status = { 0 }, program = SPAN("a stage"),
		    reason = SPAN("no reason is told");
	bool is_first = !f;

	tsv_next(&rest, &status); /* #failed */
	tsv_next(&rest, &status);
	if (is_first) {
		f = mem_zeroed(1, sizeof *f);
		f->status = read_status(status);
		tsv_next(&rest, &program);
		tsv_next(&rest, &reason);
		read_text(program, f->program, FAILURE_NAME_MAX);
		read_text(reason, f->reason, FAILURE_REASON_MAX);
	}
	f->status = failure_worse(f->status, read_status(status));
	return f;
}

struct failure *
failure_join(struct failure *before, struct failure *f)
{
	if (!before)
		return f;
	if (f)
		before->status = failure_worse(before->status, f->status);
	free(f);
	return before;
}

static struct failure met;
static bool is_met;

int
failure_err(const struct failure *f, const char *name, struct err *e)
{
	if (!is_met)
		met = *f;
	is_met = true;
	err_set(e, f->status, "%s failed: %s", f->program, f->reason);
	return err_at(e, name, 0);
}

const struct failure *
failure_met(void)
{
	return is_met ? &met : NULL;
}

/* The end of the first n bytes of s at which no character is cut. */
static size_t
whole(struct span s, size_t n)
{
	while (n < s.len && n && ((unsigned char)s.p[n] & 0xc0) == 0x80)
		n--;
	return n;
}

void
failure_format(
    struct buf *b, enum status status, const char *program, const char *reason)
{
	struct span all = span_str(reason);
	struct buf text = { 0 };
	size_t n = all.len;

	for (;;) { /* a byte becomes 4 at most */
		n = whole(all, n);
		buf_clear(&text);
		tsv_escape(&text, (struct span){ all.p, n });
		if (text.len <= FAILURE_REASON_MAX)
			break;
		n -= (text.len - FAILURE_REASON_MAX + 3) / 4;
	}
	buf_printf(b, "#failed\t%d\t", (int)status);
	tsv_escape(b, span_str(program));
	buf_byte(b, '\t');
	buf_add(b, n ? buf_span(&text) : SPAN("-"));
	buf_byte(b, '\n');
	buf_free(&text);
}
