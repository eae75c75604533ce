#include "outbox/outbox_list.h"

#include <stdlib.h>

#include "outbox/outbox_redo.h"
#include "outboxes.h"
#include "sys/clock.h"

static const struct span none;
static char told[4096];

/* Adds "RUN.N STATE TRIES REASON VALUES|". */
static int
note(void *arg, const struct outbox_listed *is, struct err *err)
{
	static const char *const states[] = { "left", "retry", "dead", "ok",
		"forgotten" };
	size_t n = strlen(told);
	int *stop = arg;

	(void)err;
	EXPECT(is->added_s == NOW && span_eq(is->book, SPAN("shop")));
	EXPECT(!strcmp(is->target, "ops") && is->kind == OUTBOX_EVENT);
	EXPECT(is->key.len && is->json.len);
	EXPECT(is->state == OUTBOX_LEFT || is->told_s == NOW);
	EXPECT(is->due_s == (is->state == OUTBOX_RETRY ? NOW + 60 : 0));
	snprintf(told + n, sizeof told - n, "%d.%u %s %u %.*s%.*s|",
	    (int)is->run, is->n, states[is->state], is->tries,
	    (int)is->reason.len, is->reason.p, (int)is->values.len,
	    is->values.p);
	return *stop && --*stop == 0 ? 7 : 0;
}

static int
list(int stop)
{
	told[0] = '\0';
	return outbox_list(&box, "ops", note, &stop, &e);
}

/* Events 0 to 3 of run 1 are ok, retry, dead and left, 4 of run 2 is dead. */
static void
some(void)
{
	struct pending_event ev;
	struct pending *p;

	fresh();
	add_run(0, 4);
	add_run(4, 5);
	p = opened();
	EXPECT(next_is(p, &ev, 0));
	pending_ok(p, &ev.ref, 1, SPAN("\tafter=x"));
	EXPECT(next_is(p, &ev, 1));
	pending_retry(p, &ev.ref, 1, NOW + 60, SPAN("a\tb"));
	EXPECT(next_is(p, &ev, 2));
	pending_dead(p, &ev.ref, 5, SPAN("HTTP 404"), SPAN("\ta=b"));
	EXPECT(next_is(p, &ev, 3));
	EXPECT(next_is(p, &ev, 4));
	pending_dead(p, &ev.ref, 1, SPAN("no"), none);
	EXPECT(pending_close(p, &e) == 0);
}

static void
listed(void)
{
	clock_set(NOW, 1000);
	some();
	EXPECT(list(0) == 0);
	EXPECT_STR(told,
	    "1.1 ok 1 \tafter=x|1.2 retry 1 a\tb|1.3 dead 5 HTTP 404\ta=b|"
	    "1.4 left 0 |2.1 dead 1 no|");
	EXPECT(list(2) == 7);
	EXPECT_STR(told, "1.1 ok 1 \tafter=x|1.2 retry 1 a\tb|");
	told[0] = '\0';
	EXPECT(outbox_list(&box, "nobody", note, NULL, &e) == 0 && !*told);
	clock_release();
}

/* While a sender is at work, and its last line is torn. */
static void
meanwhile(void)
{
	struct pending *p;
	FILE *f;

	clock_set(NOW, 1000);
	some();
	p = opened();
	f = fopen("box/ops/log", "a");
	if (!f || fputs("2023-11-14T22:13:20Z\tok\t1.4", f) < 0 || fclose(f))
		scratch_die("log");
	EXPECT(list(0) == 0);
	EXPECT(strstr(told, "1.4 left 0 |"));
	EXPECT(pending_close(p, &e) == 0);
	clock_release();
}

static void
cut(void)
{
	clock_set(NOW, 1000);
	some();
	EXPECT(truncate("box/ops/0000000002.events", 20) == 0);
	EXPECT(list(0) < 0 && e.status == ST_DATA && !*told);
	clock_release();
}

static void
redone(void)
{
	struct event_id ids[] = { id_of(2), id_of(3), id_of(0), id_of(99) };
	bool found[4] = { false };
	struct pending_event ev;
	struct pending *p;
	uint64_t done;

	clock_set(NOW, 1000);
	some();
	EXPECT(outbox_redo(&box, "ops", ids, 4, "li", found, &done, &e) == 0);
	EXPECT(found[0] && found[1] && !found[2] && !found[3] && done == 1);
	EXPECT(list(0) == 0);
	EXPECT(strstr(told, "1.3 left 0 |"));
	EXPECT(strstr(told, "2.1 dead 1 no|"));
	p = opened();
	EXPECT(next_is(p, &ev, 1) && next_is(p, &ev, 2) && ev.tries == 0);
	EXPECT(pending_close(p, &e) == 0);
	EXPECT(outbox_redo(&box, "ops", NULL, 0, "li", NULL, &done, &e) == 0);
	EXPECT(done == 1 && list(0) == 0 && strstr(told, "2.1 left 0 |"));
	clock_release();
}

static void
forgotten(void)
{
	struct event_id ids[] = { id_of(4), id_of(3), id_of(0), id_of(4) };
	bool found[4] = { false };
	uint64_t done;

	clock_set(NOW, 1000);
	some();
	EXPECT(outbox_forget(&box, "ops", ids, 4, "li", "paid\tby hand", found,
		   &done, &e) == 0);
	EXPECT(found[0] && found[1] && !found[2] && found[3] && done == 2);
	EXPECT(list(0) == 0);
	EXPECT_STR(told,
	    "1.1 ok 1 \tafter=x|1.2 retry 1 a\tb|1.3 dead 5 HTTP 404\ta=b|"
	    "1.4 forgotten 0 paid\tby hand|");
	EXPECT(is_there("box/ops/0000000002.ids")); /* nothing else is left */
	EXPECT(knows(4) && knows(3));
	clock_release();
}

static void
here_again(void)
{
	struct outbox_target_state state;
	struct event_id left = id_of(3), other = id_of(99);
	struct buf text = { 0 };
	struct pending *p;
	bool found = false;
	uint64_t done;

	clock_set(NOW, 1000);
	some();
	p = opened();
	pending_set_gone(p, SPAN("HTTP\t410"));
	pending_set_breaker(p, (struct pending_breaker){ NOW + 30, 30 });
	EXPECT(pending_close(p, &e) == 0);
	EXPECT(outbox_list_target(&box, "ops", &state, &text, &e) == 0);
	EXPECT(state.gone && span_eq(state.reason, SPAN("HTTP\t410")));
	EXPECT(state.breaker_until == NOW + 30);
	EXPECT(
	    outbox_redo(&box, "ops", &other, 1, "li", &found, &done, &e) == 0);
	EXPECT(outbox_list_target(&box, "ops", &state, &text, &e) == 0);
	EXPECT(state.gone);
	EXPECT(
	    outbox_redo(&box, "ops", &left, 1, "li", &found, &done, &e) == 0);
	EXPECT(found && done == 0);
	EXPECT(outbox_list_target(&box, "ops", &state, &text, &e) == 0);
	EXPECT(!state.gone);
	EXPECT(outbox_list_target(&box, "nobody", &state, &text, &e) == 0);
	EXPECT(!state.gone && state.reason.len == 0);
	buf_free(&text);
	clock_release();
}

/* Answers that a transport left are for the next sender. */
static void
answers_stay(void)
{
	struct event_id id = id_of(2);
	struct stat st;
	bool found;
	uint64_t done;

	clock_set(NOW, 1000);
	some();
	scratch_write("box/ops/answers", "left", 4);
	EXPECT(outbox_redo(&box, "ops", &id, 1, "li", &found, &done, &e) == 0);
	EXPECT(stat("box/ops/answers", &st) == 0 && st.st_size == 4);
	clock_release();
}

static void
nobody(void)
{
	struct event_id id = id_of(2);
	bool found = false;
	uint64_t done = 7;

	fresh();
	EXPECT(outbox_redo(&box, "who", &id, 1, "li", &found, &done, &e) == 0);
	EXPECT(outbox_forget(
		   &box, "who", &id, 1, "li", "x", &found, &done, &e) == 0);
	EXPECT(!found && done == 0 && !is_there("box/who"));
}

static void
while_sending(void)
{
	struct event_id id = id_of(2);
	struct pending *p;
	bool found;
	uint64_t done;

	some();
	p = opened();
	EXPECT(outbox_redo(&box, "ops", &id, 1, "li", &found, &done, &e) < 0);
	EXPECT(e.status == ST_AGAIN);
	EXPECT(pending_close(p, &e) == 0);
}

int
main(void)
{
	scratch_begin();
	test("each event is listed with what came of it", listed);
	test("a list is made while events are sent", meanwhile);
	test("events that were cut are not listed", cut);
	test("dead events are redone, by id or all of them", redone);
	test("events dead or left are forgotten, and stay known", forgotten);
	test("a redo brings a target back that was gone", here_again);
	test("a redo leaves the answers that are left", answers_stay);
	test("nothing is made for a target that has no events", nobody);
	test("who decides waits for who sends", while_sending);
	outboxes_end();
	return test_done();
}
