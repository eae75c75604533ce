#include "transport/ticket_line.h"

#include "test.h"

static struct ticket_line t;
static struct err e;

static bool
is(const struct buf *b, const char *want)
{
	return span_eq(buf_span(b), span_str(want));
}

static void
reads(const char *line, enum ticket_word word)
{
	EXPECT(
	    ticket_line_parse(&t, span_str(line), &e) == 0 && t.word == word);
}

static void
each_word(void)
{
	reads("give\t12\tsend ops\tfast\t17 3 1", TICKET_GIVE);
	EXPECT(t.number == 12 && is(&t.class, "send ops") &&
	    is(&t.lane, "fast") && is(&t.text, "17 3 1"));
	reads("queue\tsftp\t\t20", TICKET_QUEUE);
	EXPECT(t.number == 20 && is(&t.class, "sftp") && is(&t.lane, ""));
	EXPECT(is(&t.text, ""));
	reads("took\t1", TICKET_TOOK);
	reads("back\t2", TICKET_BACK);
	reads("ask\t\t", TICKET_ASK);
	EXPECT(is(&t.class, "") && is(&t.lane, ""));
	reads("given\t3", TICKET_GIVEN);
	reads("lost\t4\tits queue is gone", TICKET_LOST);
	EXPECT(t.number == 4 && is(&t.text, "its queue is gone"));
	reads("ticket\t5\tc\tl\ta\\tb", TICKET_TICKET);
	EXPECT(is(&t.text, "a\tb"));
	reads("depth\tc\tl\t7\t2", TICKET_DEPTH);
	EXPECT(t.number == 7 && t.takers == 2);
	reads("refused\tc\tl\tno", TICKET_REFUSED);
	reads("blocked\tlow on memory", TICKET_BLOCKED);
	reads("unblocked", TICKET_UNBLOCKED);
	EXPECT(t.number == 0 && is(&t.text, ""));
}

static void
none(void)
{
	static const char *const lines[] = { "", "took", "took\t", "took\tx",
		"took\t-1", "took\t1\t2", "takes\t1", "give\t1\tc\tl",
		"give\t1\tc\tl\tt\tu", "give\tc\tl\t1\tt", "unblocked\t",
		"queue\tc\tl\t9999999999999999999", "lost\t1\ta\\qb",
		"blocked\ta\001b", " took\t1" };
	char text[TICKET_TEXT_MAX + 32];

	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
		e.status = ST_OK;
		if (ticket_line_parse(&t, span_str(lines[i]), &e) != -1 ||
		    e.status != ST_DATA)
			EXPECT_STR(lines[i], "refused");
	}
	EXPECT(ticket_line_parse(&t, SPAN("took\tx\t"), &e) == -1);
	EXPECT_STR(e.text, "no line of recon-tickets(7): \"took\\x09x\\x09\"");
	memset(text, 'x', sizeof text);
	memcpy(text, "blocked\t", 8);
	EXPECT(ticket_line_parse(
		   &t, (struct span){ text, 8 + TICKET_TEXT_MAX }, &e) == 0);
	EXPECT(ticket_line_parse(
		   &t, (struct span){ text, 9 + TICKET_TEXT_MAX }, &e) == -1);
}

static void
both_ways(void)
{
	const struct ticket_said s = { 18446, 12, SPAN("a\tb\\"), SPAN("\n"),
		{ "x\0y", 3 } };
	struct buf b = { 0 };

	for (int w = TICKET_QUEUE; w <= TICKET_UNBLOCKED; w++) {
		buf_clear(&b);
		ticket_line_add(&b, (enum ticket_word)w, &s);
		EXPECT(memchr(b.p, '\n', b.len) == b.p + b.len - 1);
		EXPECT(ticket_line_parse(
			   &t, (struct span){ b.p, b.len - 1 }, &e) == 0);
		EXPECT(t.word == (enum ticket_word)w);
	}
	buf_clear(&b);
	ticket_line_add(&b, TICKET_TICKET, &s);
	EXPECT(ticket_line_parse(&t, (struct span){ b.p, b.len - 1 }, &e) == 0);
	EXPECT(t.number == s.number && is(&t.class, "a\tb\\") &&
	    is(&t.lane, "\n") && span_eq(buf_span(&t.text), s.text));
	buf_free(&b);
}

int
main(void)
{
	test("each word has its fields", each_word);
	test("what is no line is refused, and told", none);
	test("what is written is read, whatever stands in it", both_ways);
	ticket_line_free(&t);
	return test_done();
}
