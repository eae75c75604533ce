#include "net/amqp/ticket_queues.h"

#include "test.h"

static char name[TICKET_QUEUE_NAME_MAX + 1];

static const char *
named(struct span store, struct span class, struct span lane)
{
	ticket_queue_name(name, store, class, lane);
	return name;
}

static void
names(void)
{
	char class[300], other[TICKET_QUEUE_NAME_MAX + 1];

	EXPECT_STR(named(SPAN("0af3"), SPAN("sftp"), SPAN("fast")),
	    "recon.0af3.sftp.fast");
	EXPECT_STR(named(SPAN("a"), SPAN(""), SPAN("")), "recon.a..");
	EXPECT_STR(named(SPAN("a"), SPAN("send x.y/z"), SPAN("L-1_2")),
	    "recon.a.send%20x%2Ey%2Fz.L-1_2");
	EXPECT_STR(named(SPAN("a"), SPAN("\xe4\xb8\xad~%"), SPAN("\n")),
	    "recon.a.%E4%B8%AD%7E%25.%0A");
	memset(class, 'c', sizeof class);
	named(SPAN("a"), (struct span){ class, 245 }, SPAN("f"));
	EXPECT(strlen(name) == 255 && !strchr(name, '~'));
	named(SPAN("a"), (struct span){ class, 246 }, SPAN("f"));
	EXPECT(strlen(name) == 255 && name[222] == '~');
	memcpy(other, name, sizeof other);
	named(SPAN("a"), (struct span){ class, 246 }, SPAN("g"));
	EXPECT(!strncmp(name, other, 223) && strcmp(name, other) != 0);
	/* printf %s recon.a.CCC...f | sha256sum */
	named(SPAN("a"), (struct span){ class, 300 }, SPAN("f"));
	EXPECT_STR(name + 223, "511c52638916a1cc4f02bf8025ec04a9");
}

static void
consumers(void)
{
	struct ticket_queues qs = { .store = "s" };
	struct ticket_queue *a = ticket_queues_of(&qs, SPAN("c"), SPAN("f"));
	struct ticket_queue *b = ticket_queues_of(&qs, SPAN("c"), SPAN("g"));
	struct buf text = { 0 };
	bool last;

	EXPECT(a != b && ticket_queues_of(&qs, SPAN("c"), SPAN("f")) == a);
	EXPECT_STR(b->name, "recon.s.c.g");
	b->consumers = 4;
	ticket_queue_consumer(b, &text);
	EXPECT_STR(text.p, "1.4");
	EXPECT(ticket_queues_find(&qs, SPAN("1.4"), &last) == b && last);
	EXPECT(ticket_queues_find(&qs, SPAN("1.3"), &last) == b && !last);
	EXPECT(!ticket_queues_find(&qs, SPAN("2.1"), &last));
	EXPECT(!ticket_queues_find(&qs, SPAN("amq.ctag-x"), &last));
	EXPECT(!ticket_queues_find(&qs, SPAN("1."), &last));
	EXPECT(!ticket_queues_find(&qs, SPAN(""), &last));
	buf_free(&text);
	ticket_queues_free(&qs);
}

int
main(void)
{
	test("the name of a queue tells store, class and lane, in 255 bytes",
	    names);
	test("a queue is found by its consumers", consumers);
	return test_done();
}
