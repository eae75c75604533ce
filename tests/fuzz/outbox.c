/*
 * A target's folder of an outbox: events of a run, the log, ids, answers that were
 * left, and replies. The first byte says whether the events get the end that
 * belongs to them.
 */
#include "outbox/files/spool.h"
#include "outbox/outbox_add.h"
#include "outbox/outbox_list.h"
#include "outbox/outbox_replies.h"
#include "outbox/pending.h"
#include "stream/line/line_digest.h"
#include "fuzz_dir.h"

#include <sys/stat.h>

/* In memory, where the machine has that. */
static char dir[] = "/dev/shm/recon-fuzz-outbox.XXXXXX";
static char folder[sizeof dir + sizeof "/ops"];

/* The disk is not what is tried. */
int
fsync(int fd)
{
	(void)fd;
	return 0;
}

int
fdatasync(int fd)
{
	(void)fd;
	return 0;
}

static void
remove_all(void)
{
	fuzz_dir_empty(folder);
	rmdir(folder);
	rmdir(dir);
}

/* The events with the end that belongs to them. */
static void
put_ended(struct span events)
{
	struct span left = events, line;
	struct buf b = { 0 };
	uint64_t digest = 0;
	unsigned n = 0;

	while (fuzz_line(&left, &line)) {
		digest += line_digest(line);
		n += span_begins(line, SPAN("event\t")) ||
		    span_begins(line, SPAN("ask"));
		buf_add(&b, line);
		buf_byte(&b, '\n');
	}
	buf_printf(&b, "#end\tevents=%u\t", n);
	line_digest_format(&b, digest);
	buf_byte(&b, '\n');
	fuzz_dir_put(folder, "0000000003.events", buf_span(&b));
	buf_free(&b);
}

static int
count(void *arg, const struct outbox_listed *is, struct err *e)
{
	struct pending_counts *c = arg;

	(void)e;
	c->left += is->state == OUTBOX_LEFT || is->state == OUTBOX_RETRY;
	c->dead += is->state == OUTBOX_DEAD;
	return 0;
}

static int
note(void *arg, const struct event_id *item, struct span line, struct err *e)
{
	(void)e;
	MUST(line.len && !memchr(line.p, '\n', line.len));
	return *(char *)arg == 'n' && item->bytes[0] == 0;
}

static void
add(const struct outbox *o)
{
	struct event_id id = { { 0x11 } };
	struct outbox_add *a;
	struct err e;

	a = outbox_add_begin(o, "ops", SPAN("shop"), 0, &e);
	if (!a) {
		fuzz_told(&e);
		return;
	}
	if (!outbox_add_knows(a, &id))
		MUST(outbox_add_event(
			 a, OUTBOX_EVENT, &id, SPAN("k"), SPAN("{}"), &e) == 0);
	if (outbox_add_commit(a, &e))
		fuzz_told(&e);
}

/* Half of what is left is told. */
static void
tell(struct pending *p)
{
	struct pending_event ev, again;
	uint64_t left = pending_counts(p).left, n = 0;
	const char *gone = pending_gone(p);
	struct span none = { 0 };
	struct err e;
	int r;

	while ((r = pending_next(p, &ev, &e)) == 1) {
		MUST(pending_read(p, &ev.ref, &again, &e) == 0);
		if (n++ % 2)
			pending_ok(p, &ev.ref, 1, none);
		else
			pending_retry(p, &ev.ref, 2, 5, ev.key);
	}
	MUST(r == 0);
	MUST(gone || n == left);
	MUST(pending_write(p, &e) == 0);
	pending_dead_reason(p);
}

static void
send(const struct outbox *o)
{
	struct pending_counts listed = { 0 }, counts;
	struct pending *p = NULL;
	struct pending_event ev;
	struct span line;
	struct err e;
	int r = outbox_list(o, "ops", count, &listed, &e);

	if (r)
		fuzz_told(&e);
	else
		p = pending_open(o, "ops", &e);
	if (!p) {
		fuzz_told(&e);
		return;
	}
	counts = pending_counts(p);
	MUST(counts.left + counts.dead == listed.left + listed.dead);
	while ((r = pending_left_answer(p, &ev, &line, &e)) == 1)
		if (line.len % 2)
			pending_dead(p, &ev.ref, 1, line, (struct span){ 0 });
	MUST(r == 0);
	tell(p);
	if (pending_close(p, &e))
		fuzz_told(&e);
}

static void
reply(const struct outbox *o)
{
	struct event_id id = { { 0x22 } };
	struct span line = SPAN("A17\t1.00");
	struct outbox_replies *r;
	struct err e;
	char stop = 'n';

	if (outbox_replies_each(o, "ops", note, &stop, &e) < 0)
		fuzz_told(&e);
	stop = 'y';
	r = outbox_replies_open(o, "ops", &e);
	if (!r) {
		fuzz_told(&e);
		return;
	}
	MUST(outbox_replies_add(r, &id, &line, 1, &e) == 0);
	outbox_replies_close(r);
	MUST(outbox_replies_each(o, "ops", note, &stop, &e) == 0);
}

int
LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
	struct span s = { (const char *)p, n };
	unsigned choice = fuzz_byte(&s);
	static struct outbox o;
	struct span events;
	struct err e;

	if (!o.dir) {
		if (!mkdtemp(dir)) {
			strcpy(dir, "/tmp/recon-fuzz-outbox.XXXXXX");
			MUST(mkdtemp(dir));
		}
		snprintf(folder, sizeof folder, "%s/ops", dir);
		MUST(outbox_open(&o, dir, &e) == 0);
		MUST(outbox_make_target(&o, "ops", &e) == 0);
		atexit(remove_all);
		o.wait_s = 0;
	}
	fuzz_dir_empty(folder);
	events = fuzz_part(&s);
	if (choice & 1)
		put_ended(events);
	else
		fuzz_dir_put(folder, "0000000003.events", events);
	fuzz_dir_put(folder, "log", fuzz_part(&s));
	fuzz_dir_put(folder, "0000000001.ids", fuzz_part(&s));
	fuzz_dir_put(folder, "answers", fuzz_part(&s));
	fuzz_dir_put(folder, "replies", s);
	send(&o);
	add(&o);
	reply(&o);
	send(&o);
	return 0;
}
