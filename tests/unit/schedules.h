/*
 * schedules: the schedule of a flow, from its keys, for unit tests.
 */
#ifndef SCHEDULES_H
#define SCHEDULES_H

#include "flow/due/flow_due_times.h"
#include "flow/file/flow_read.h"
#include "scratch.h"
#include "sys/clock.h"
#include "test.h"
#include "value/time/utc_text.h"

struct schedules {
	struct flow flow;
	struct flow_due_times times;
};

/* Opens the schedule of these lines of [schedule], in a scratch directory. */
static inline void
schedules_open(struct schedules *s, const char *keys)
{
	struct told told = { 0 };
	struct err e = { .text = "" };
	char text[1000];
	int n = snprintf(
	    text, sizeof text, "[node a]\ndelay = 0\n[schedule s]\n%s\n", keys);
	int r;

	scratch_write("s.flow", text, (size_t)n);
	r = flow_read(&s->flow, "s.flow", &told, &e);
	for (size_t i = 0; i < told.n; i++) {
		printf("# %s\n", told.list[i].text);
		r = -1;
	}
	told_free(&told);
	if (r ||
	    flow_due_times_open(
		&s->times, &s->flow, &s->flow.schedules[0], &e)) {
		printf("Bail out! %s: %s\n", keys, e.text);
		exit(2);
	}
}

static inline void
schedules_close(struct schedules *s)
{
	flow_due_times_free(&s->times);
	flow_free(&s->flow);
}

/* A moment from what people read. */
static inline int64_t
moment(const char *utc)
{
	int64_t s = 0;

	EXPECT(utc_text_parse(span_str(utc), &s));
	return s;
}

#endif
