#include "attempt/attempt_result.h"

#include <inttypes.h>

enum { STATUS_MAX = 255 };

static const char *const names[ATTEMPT_WHYS] = { "exited", "signal", "timeout",
	"output", "cancelled", "terminated", "not-started" };

const char *
attempt_why_name(enum attempt_why why)
{
	return names[why];
}

static void
add_seconds(struct buf *to, const char *name, uint64_t ms)
{
	buf_printf(to, "%s\t%" PRIu64 ".%03u\n", name, ms / 1000,
	    (unsigned)(ms % 1000));
}

void
attempt_result_add(struct buf *to, const struct attempt_result *r)
{
	attempt_values_add(to, "attempt", span_str(r->id));
	attempt_values_add(to, "why", span_str(names[r->why]));
	if (r->signal)
		attempt_values_count(to, "signal", (uint64_t)r->signal);
	else
		attempt_values_count(to, "exit", (uint64_t)r->status);
	if (*r->reason)
		attempt_values_add(to, "reason", span_str(r->reason));
	attempt_values_count(to, "started", (uint64_t)r->started_ms);
	attempt_values_count(to, "ended", (uint64_t)r->ended_ms);
	add_seconds(to, "seconds", r->elapsed_ms);
	add_seconds(to, "cpu", r->cpu_ms);
	attempt_values_count(to, "rss", r->rss_kib);
	attempt_values_count(to, "stdout", r->output[0]);
	attempt_values_count(to, "stderr", r->output[1]);
	attempt_values_count(to, "killed", r->killed);
	attempt_values_end(to);
}

/* Digits, a point, three digits. */
static uint64_t
milliseconds(struct span value)
{
	struct span whole = value;

	if (value.len < 5 || value.p[value.len - 4] != '.')
		return 0;
	whole.len -= 4;
	return attempt_values_number(whole) * 1000 +
	    attempt_values_number((struct span){ value.p + value.len - 3, 3 });
}

static bool
take_why(struct attempt_result *r, struct span value)
{
	for (int i = 0; i < ATTEMPT_WHYS; i++) {
		if (span_eq(value, span_str(names[i]))) {
			r->why = (enum attempt_why)i;
			return true;
		}
	}
	return false;
}

/* False at a line that cannot be. */
static bool
take(struct attempt_result *r, struct span name, struct span value)
{
	uint64_t n = attempt_values_number(value);

	if (span_eq(name, SPAN("why")))
		return take_why(r, value);
	if (span_eq(name, SPAN("exit")) || span_eq(name, SPAN("signal"))) {
		if (n > STATUS_MAX)
			return false;
		if (span_eq(name, SPAN("exit")))
			r->status = (int)n;
		else
			r->signal = (int)n;
		return true;
	}
	if (span_eq(name, SPAN("attempt")) && value.len <= ATTEMPT_ID_MAX)
		strcpy(r->id, value.p);
	else if (span_eq(name, SPAN("reason")) && value.len < sizeof r->reason)
		strcpy(r->reason, value.p);
	else if (span_eq(name, SPAN("started")))
		r->started_ms = (int64_t)n;
	else if (span_eq(name, SPAN("ended")))
		r->ended_ms = (int64_t)n;
	else if (span_eq(name, SPAN("seconds")))
		r->elapsed_ms = milliseconds(value);
	else if (span_eq(name, SPAN("cpu")))
		r->cpu_ms = milliseconds(value);
	else if (span_eq(name, SPAN("rss")))
		r->rss_kib = n;
	else if (span_eq(name, SPAN("stdout")))
		r->output[0] = n;
	else if (span_eq(name, SPAN("stderr")))
		r->output[1] = n;
	else if (span_eq(name, SPAN("killed")))
		r->killed = n;
	return true;
}

enum attempt_file
attempt_result_read(struct attempt_result *r, int dir)
{
	struct attempt_values v;
	enum attempt_file is = attempt_values_read(&v, dir, "result");
	struct span name, value;

	*r = (struct attempt_result){ .why = ATTEMPT_WHYS, .status = -1 };
	while (attempt_values_next(&v, &name, &value))
		if (!take(r, name, value))
			is = ATTEMPT_DAMAGED;
	attempt_values_free(&v);
	if (r->why == ATTEMPT_WHYS || (r->status < 0) == (r->signal == 0))
		is = is == ATTEMPT_WHOLE ? ATTEMPT_DAMAGED : is;
	if (is != ATTEMPT_WHOLE)
		*r = (struct attempt_result){ .status = -1 };
	return is;
}
