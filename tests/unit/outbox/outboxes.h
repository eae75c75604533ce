/*
 * outboxes: what the unit tests of an outbox share: ids by number, runs that add
 * some, and directories copied and removed.
 */
#ifndef OUTBOXES_H
#define OUTBOXES_H

#include <stdarg.h>
#include <sys/stat.h>

#include "outbox/outbox_add.h"
#include "outbox/pending.h"
#include "scratch.h"
#include "test.h"

static struct err e;
static struct outbox box;

/* 2023-11-14T22:13:20Z */
#define NOW INT64_C(1700000000)

static inline struct event_id
id_of(unsigned i)
{
	char text[16];
	struct span part;

	snprintf(text, sizeof text, "%u", i);
	part = span_str(text);
	return event_id_of(&part, 1);
}

static inline bool
is_id(const struct event_id *id, unsigned i)
{
	struct event_id want = id_of(i);

	return event_id_cmp(id, &want) == 0;
}

/* A shell does what needs a tree of directories walked. */
static inline void
shell(const char *format, ...)
{
	char command[512];
	va_list args;

	va_start(args, format);
	vsnprintf(command, sizeof command, format, args);
	va_end(args);
	if (system(command))
		scratch_die(command);
}

/* An empty outbox "box", with no waiting. */
static inline void
fresh(void)
{
	outbox_close(&box);
	shell("rm -rf box");
	EXPECT(outbox_open(&box, "box", &e) == 0);
	box.wait_s = 0;
}

/* {"n":I}, of the key "kI". */
static inline int
add_one(struct outbox_add *a, unsigned i)
{
	struct event_id id = id_of(i);
	char key[16], json[32];

	snprintf(key, sizeof key, "k%u", i);
	snprintf(json, sizeof json, "{\"n\":%u}", i);
	return outbox_add_event(
	    a, OUTBOX_EVENT, &id, span_str(key), span_str(json), &e);
}

/* A run that adds the events from to to - 1. */
static inline void
add_run(unsigned from, unsigned to)
{
	struct outbox_add *a =
	    outbox_add_begin(&box, "ops", SPAN("shop"), NOW, &e);

	EXPECT(a);
	for (unsigned i = from; a && i < to; i++)
		EXPECT(add_one(a, i) == 0);
	EXPECT(a && outbox_add_commit(a, &e) == 0);
}

static inline bool
knows(unsigned i)
{
	struct outbox_add *a =
	    outbox_add_begin(&box, "ops", SPAN("shop"), NOW, &e);
	struct event_id id = id_of(i);
	bool is = a && outbox_add_knows(a, &id);

	EXPECT(a);
	outbox_add_drop(a);
	return is;
}

/* Opened, with nothing that a transport has left. */
static inline struct pending *
opened(void)
{
	struct pending *p = pending_open(&box, "ops", &e);
	struct pending_event ev;
	struct span line;

	if (!p)
		printf("# %s\n", e.text);
	EXPECT(p);
	EXPECT(p && pending_left_answer(p, &ev, &line, &e) == 0);
	return p;
}

static inline bool
next_is(struct pending *p, struct pending_event *ev, unsigned i)
{
	char key[16], json[32];

	snprintf(key, sizeof key, "k%u", i);
	snprintf(json, sizeof json, "{\"n\":%u}", i);
	return pending_next(p, ev, &e) == 1 && is_id(&ev->ref.id, i) &&
	    span_eq(ev->key, span_str(key)) &&
	    span_eq(ev->json, span_str(json));
}

/* After the tests. */
static inline void
outboxes_end(void)
{
	outbox_close(&box);
	shell("rm -rf box");
	scratch_end();
}

static inline bool
is_there(const char *path)
{
	return access(path, F_OK) == 0;
}

#endif
