#include "outbox/files/spool.h"

#include <stdlib.h>

#include "scratch.h"
#include "test.h"

static struct err e;
static const struct event_id one = { { 1 } }, two = { { 2 } };

/* Two events, the first with a member. */
static void
make(void)
{
	struct spool_out out;

	unlink("s");
	EXPECT(spool_out_open(&out, "s", SPAN("shop"), 1700000000, &e) == 0);
	spool_out_event(
	    &out, OUTBOX_ASK, &one, SPAN("a\tb"), SPAN("{\"x\":1}"));
	spool_out_member(&out, &two);
	spool_out_event(&out, OUTBOX_EVENT, &two, SPAN(""), SPAN("{}"));
	EXPECT(access("s", F_OK));
	EXPECT(spool_out_commit(&out, &e) == 0);
}

static void
there_and_back(void)
{
	struct buf line = { 0 }, key = { 0 };
	struct spool_item item, again;
	struct spool s;

	make();
	EXPECT(spool_open(&s, "s", &e) == 0);
	EXPECT(s.added_s == 1700000000);
	EXPECT(span_eq(buf_span(&s.book), SPAN("shop")));
	EXPECT(spool_next(&s, &item, &e) == 1 && item.is_event);
	EXPECT(item.kind == OUTBOX_ASK && item.n == 1);
	EXPECT(!event_id_cmp(&item.id, &one));
	EXPECT(span_eq(item.key, SPAN("a\tb")));
	EXPECT(span_eq(item.json, SPAN("{\"x\":1}")));
	again = (struct spool_item){ .id = item.id, .offset = item.offset };
	EXPECT(spool_next(&s, &item, &e) == 1 && !item.is_event);
	EXPECT(!event_id_cmp(&item.id, &two));
	EXPECT(spool_next(&s, &item, &e) == 1 && item.n == 2);
	EXPECT(item.kind == OUTBOX_EVENT && item.key.len == 0);
	EXPECT(spool_next(&s, &item, &e) == 0);
	spool_close(&s);
	EXPECT(spool_read_at("s", &again, &line, &key, &e) == 0);
	EXPECT(again.kind == OUTBOX_ASK);
	EXPECT(span_eq(again.key, SPAN("a\tb")));
	EXPECT(span_eq(again.json, SPAN("{\"x\":1}")));
	again.id = two;
	EXPECT(spool_read_at("s", &again, &line, &key, &e) < 0);
	EXPECT(e.status == ST_DATA);
	again.offset = 1 << 20;
	EXPECT(spool_read_at("s", &again, &line, &key, &e) < 0);
	EXPECT_STR(e.text, "s: it was cut off");
	buf_free(&line);
	buf_free(&key);
}

/* Reads it to the end: what spool_open or the last spool_next returned. */
static int
read_all(void)
{
	struct spool_item item;
	struct spool s;
	int r;

	if (spool_open(&s, "s", &e))
		return -1;
	while ((r = spool_next(&s, &item, &e)) == 1)
		;
	spool_close(&s);
	return r;
}

static void
cut_anywhere(void)
{
	char *text;
	size_t n;

	make();
	text = scratch_read("s");
	n = strlen(text);
	for (size_t i = 0; i < n; i++) {
		scratch_write("s", text, i);
		EXPECT(read_all() < 0 && e.status == ST_DATA);
	}
	scratch_write("s", text, n);
	EXPECT(read_all() == 0);
	free(text);
}

static void
flipped_anywhere(void)
{
	char *text;
	size_t n;

	make();
	text = scratch_read("s");
	n = strlen(text);
	for (size_t i = 0; i < 8 * n; i++) {
		text[i / 8] = (char)(text[i / 8] ^ 1 << i % 8);
		scratch_write("s", text, n);
		EXPECT(read_all() < 0 && e.status == ST_DATA);
		text[i / 8] = (char)(text[i / 8] ^ 1 << i % 8);
	}
	free(text);
}

static void
words(void)
{
	static const struct {
		const char *text, *error;
	} rows[] = {
		{ "", "s: it was cut off: there is no #end" },
		{ "time\n",
		    "s:1: no file of events: #outbox 1 is not its first line" },
		{ "#outbox 2\tx\n",
		    "s:1: it is of a version that is not known here" },
		{ "#outbox 1\tx\tnow\n", "s:1: a damaged first line" },
		{ "#outbox 1\tx\t2023-11-14T22:13:20Z\nhm\n",
		    "s:2: no line of a file of events" },
		{ "#outbox 1\tx\t2023-11-14T22:13:20Z\n"
		  "member\t00000000000000000000000000000000\n",
		    "s:2: a member before the first event" },
		{ "#outbox 1\tx\t2023-11-14T22:13:20Z\n"
		  "event\t00000000000000000000000000000000\t\\q\t{}\n",
		    "s:2: a damaged key" },
		{ "#outbox 1\tx\t2023-11-14T22:13:20Z\n#end\tevents=1\t\n",
		    "s:2: #end and what stands above it do not agree: it was "
		    "changed or is damaged" },
	};
	char *text, *more;

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		scratch_write("s", rows[i].text, strlen(rows[i].text));
		EXPECT(read_all() < 0 && e.status == ST_DATA);
		EXPECT_STR(e.text, rows[i].error);
	}
	make();
	text = scratch_read("s");
	more = malloc(strlen(text) + 3);
	strcat(strcpy(more, text), "x\n");
	scratch_write("s", more, strlen(more));
	EXPECT(read_all() < 0);
	EXPECT_STR(e.text, "s:6: there is a line behind #end");
	free(text);
	free(more);
	unlink("s");
	EXPECT(read_all() < 0 && e.status == ST_FAIL);
}

int
main(void)
{
	scratch_begin();
	test("what is written is read", there_and_back);
	test("every cut of a file of events is found", cut_anywhere);
	test("whichever bit is flipped, it is found", flipped_anywhere);
	test("what is wrong is said with its line", words);
	scratch_end();
	return test_done();
}
