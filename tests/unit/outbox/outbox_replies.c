#include "outbox/outbox_replies.h"

#include <stdlib.h>

#include "outboxes.h"

static const struct span lines[] = { SPAN("A17\t1.00\tEUR"),
	SPAN("A17\t2.00\tEUR"), SPAN("A17\t\t\tsrc=ops") };

static int
add(struct outbox_replies *r, unsigned item, size_t n)
{
	struct event_id id = id_of(item);

	return outbox_replies_add(r, &id, lines, n, &e);
}

static struct outbox_replies *
begin(void)
{
	struct outbox_replies *r;

	EXPECT(outbox_make_target(&box, "ops", &e) == 0);
	r = outbox_replies_open(&box, "ops", &e);
	EXPECT(r);
	return r;
}

/* What outbox_replies_each tells: "ITEM:LINE|..." with item numbers below 100. */
static char told[4096];

static int
note(void *arg, const struct event_id *id, struct span line, struct err *err)
{
	unsigned item = 0;
	int *stop = arg;

	(void)err;
	while (item < 100 && !is_id(id, item))
		item++;
	snprintf(told + strlen(told), sizeof told - strlen(told), "%u:%.*s|",
	    item, (int)line.len, line.p);
	return *stop && --*stop == 0 ? 7 : 0;
}

static int
tell(int stop)
{
	told[0] = '\0';
	return outbox_replies_each(&box, "ops", note, &stop, &e);
}

/* Of items with an even number. */
static int
is_even(void *arg, const struct event_id *id, struct err *err)
{
	int *fails = arg;

	for (unsigned item = 0; item < 100; item++)
		if (is_id(id, item))
			return *fails && item == 3
			    ? err_set(err, ST_DATA, "three")
			    : item % 2 == 0;
	return 0;
}

static void
pruned(void)
{
	struct outbox_replies *r;
	char *before, *after;
	int fails = 0;

	fresh();
	EXPECT(outbox_replies_prune(&box, "ops", is_even, &fails, &e) == 0);
	r = begin();
	for (unsigned i = 1; i <= 4; i++)
		EXPECT(add(r, i, i % 3 + 1) == 0);
	outbox_replies_close(r);
	before = scratch_read("box/ops/replies");
	fails = 1;
	EXPECT(outbox_replies_prune(&box, "ops", is_even, &fails, &e) < 0);
	after = scratch_read("box/ops/replies");
	EXPECT(before && after && !strcmp(before, after));
	free(before);
	free(after);
	fails = 0;
	shell("printf 'half' >>box/ops/replies");
	EXPECT(outbox_replies_prune(&box, "ops", is_even, &fails, &e) == 0);
	EXPECT(tell(0) == 0);
	EXPECT_STR(told,
	    "2:A17\t1.00\tEUR|2:A17\t2.00\tEUR|2:A17\t\t\tsrc=ops|"
	    "4:A17\t1.00\tEUR|4:A17\t2.00\tEUR|");
	r = begin(); /* what went may be answered again */
	EXPECT(add(r, 1, 1) == 0 && add(r, 2, 3) == 0);
	outbox_replies_close(r);
	EXPECT(tell(0) == 0 && strstr(told, "|1:A17\t1.00\tEUR|"));
}

static void
kept(void)
{
	struct outbox_replies *r;
	struct event_id one = id_of(1), two = id_of(2);

	fresh();
	EXPECT(tell(0) == 0 && !*told);
	r = begin();
	EXPECT(add(r, 1, 2) == 0 && add(r, 2, 0) == 0 && add(r, 3, 3) == 0);
	EXPECT(outbox_replies_has(r, &one) && !outbox_replies_has(r, &two));
	outbox_replies_close(r);
	EXPECT(tell(0) == 0);
	EXPECT_STR(told,
	    "1:A17\t1.00\tEUR|1:A17\t2.00\tEUR|3:A17\t1.00\tEUR|"
	    "3:A17\t2.00\tEUR|3:A17\t\t\tsrc=ops|");
	EXPECT(tell(2) == 7);
	EXPECT_STR(told, "1:A17\t1.00\tEUR|1:A17\t2.00\tEUR|");
	outbox_replies_close(NULL);
}

static void
first_stays(void)
{
	struct outbox_replies *r;

	fresh();
	r = begin();
	EXPECT(add(r, 1, 2) == 0 && add(r, 1, 3) == 0);
	outbox_replies_close(r);
	r = begin();
	EXPECT(add(r, 1, 1) == 0 && add(r, 2, 1) == 0);
	outbox_replies_close(r);
	EXPECT(tell(0) == 0);
	EXPECT_STR(told, "1:A17\t1.00\tEUR|1:A17\t2.00\tEUR|2:A17\t1.00\tEUR|");
}

/* The file cut at any byte: each answer is there whole, or not at all, and
 * another one can be added. */
static void
cut_anywhere(void)
{
	struct outbox_replies *r;
	char *text;
	size_t n, one;

	fresh();
	r = begin();
	EXPECT(add(r, 1, 2) == 0);
	outbox_replies_close(r);
	text = scratch_read("box/ops/replies");
	one = strlen(text);
	free(text);
	r = begin();
	EXPECT(add(r, 2, 3) == 0);
	outbox_replies_close(r);
	text = scratch_read("box/ops/replies");
	n = strlen(text);
	for (size_t i = 0; i <= n; i++) {
		const char *first =
		    i >= one ? "1:A17\t1.00\tEUR|1:A17\t2.00\tEUR|" : "";
		const char *second = i == n
		    ? "2:A17\t1.00\tEUR|2:A17\t2.00\tEUR|2:A17\t\t\tsrc=ops|"
		    : "";
		char want[512];

		scratch_write("box/ops/replies", text, i);
		snprintf(want, sizeof want, "%s%s", first, second);
		EXPECT(tell(0) == 0);
		EXPECT_STR(told, want);
		r = begin();
		EXPECT(add(r, 9, 1) == 0);
		outbox_replies_close(r);
		strcat(want, "9:A17\t1.00\tEUR|");
		EXPECT(tell(0) == 0);
		EXPECT_STR(told, want);
	}
	free(text);
}

static void
damaged_within(void)
{
	struct outbox_replies *r;
	char *text, *at;

	fresh();
	r = begin();
	EXPECT(add(r, 1, 2) == 0 && add(r, 2, 1) == 0);
	outbox_replies_close(r);
	text = scratch_read("box/ops/replies");
	at = strstr(text, "2/2");
	EXPECT(at);
	at[0] = '3';
	scratch_write("box/ops/replies", text, strlen(text));
	EXPECT(tell(0) < 0 && e.status == ST_DATA);
	EXPECT_STR(e.text,
	    "box/ops/replies:3: it is damaged between answers that are whole");
	EXPECT(!outbox_replies_open(&box, "ops", &e) && e.status == ST_DATA);
	free(text);
}

static void
no_line(void)
{
	const struct span two_lines = SPAN("a\nb"), empty = SPAN("");
	struct event_id id = id_of(1);
	struct outbox_replies *r;

	fresh();
	r = begin();
	EXPECT(outbox_replies_add(r, &id, &two_lines, 1, &e) < 0);
	EXPECT(e.status == ST_BROKEN);
	EXPECT(outbox_replies_add(r, &id, &empty, 1, &e) < 0);
	outbox_replies_close(r);
	EXPECT(tell(0) == 0 && !*told);
}

int
main(void)
{
	scratch_begin();
	test("answers are kept, and told in the order they came", kept);
	test("the first answer for an item stays", first_stays);
	test("those that are not to be kept go, whole, or none", pruned);
	test("an answer that is not whole was none", cut_anywhere);
	test("damage before a whole answer is told", damaged_within);
	test("what is no line is refused", no_line);
	outboxes_end();
	return test_done();
}
