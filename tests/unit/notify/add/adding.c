#define _GNU_SOURCE

#include "notify/add/adding.h"

#include <stdlib.h>

#include "notify/private_dir.h"
#include "outbox/outbox_list.h"
#include "test.h"

static struct err e;
static struct outbox outbox;
static struct adding_wish wish = { .telling = { .book = { "shop", 4 } } };
static struct phrases phrases;

/* One run: what it tells, and then how many events it adds. */
struct run {
	struct adding adding;
	struct id_tally equal;
};

static void
begin(struct run *r, const char *target, unsigned burst)
{
	struct outbox_add *add =
	    outbox_add_begin(&outbox, target, wish.telling.book, 1, &e);

	*r = (struct run){
		.adding = { .wish = &wish, .phrases = &phrases, .burst = burst }
	};
	EXPECT(add != NULL);
	adding_begin(&r->adding, add);
}

static void
line(struct run *run, const char *text)
{
	struct item item = { 0 };
	struct result r;

	EXPECT(result_parse(span_str(text), &r, &e) == 0);
	EXPECT(item_of(&item, &wish.telling, &run->equal, &r, &e) == 0);
	if (adding_line(&run->adding, &item, &r, SPAN(""), &e)) {
		test_broken = 1;
		printf("# %s\n", e.text);
	}
	item_free(&item);
}

static uint64_t
end(struct run *run)
{
	uint64_t n;

	EXPECT(adding_end(&run->adding, &e) == 0);
	n = adding_events(&run->adding);
	EXPECT(adding_commit(&run->adding, &e) == 0);
	id_tally_free(&run->equal);
	return n;
}

/* The types of all events of a target so far, each with a blank behind. */
static int
add_type(void *arg, const struct outbox_listed *ev, struct err *err)
{
	const char *type = memmem(ev->json.p, ev->json.len, "recon.", 6);

	(void)err;
	EXPECT(type != NULL);
	if (type)
		buf_add(
		    arg, (struct span){ type + 6, strcspn(type, "\"") - 6 });
	buf_byte(arg, ' ');
	return 0;
}

static const char *
types(const char *target)
{
	static struct buf b;

	buf_clear(&b);
	EXPECT(outbox_list(&outbox, target, add_type, &b, &e) == 0);
	buf_byte(&b, '\0');
	return b.p;
}

#define LEFT(key) key "\tleft\t11.00\t-\t11.00\tCNY\t2022-11-01"
#define ID "0123456789abcdef0123"
#define ID3 "00112233445566778899"
#define ID2 "fedcba98765432100123"

static void
test_once(void)
{
	struct run r;

	begin(&r, "once", 0);
	line(&r, LEFT("a"));
	line(&r, LEFT("a"));
	line(&r, LEFT("b") "\tid=" ID);
	EXPECT(end(&r) == 3);
	begin(&r, "once", 0);
	line(&r, LEFT("b") "\tid=" ID "\tage=1");
	line(&r, LEFT("a"));
	line(&r, LEFT("a"));
	EXPECT(r.adding.known == 3);
	EXPECT(end(&r) == 0);
	EXPECT_STR(types("once"), "opened opened opened ");
}

static void
test_changed(void)
{
	struct run r;

	begin(&r, "changed", 0);
	line(&r, LEFT("b") "\tid=" ID);
	EXPECT(end(&r) == 1);
	begin(&r, "changed", 0);
	line(&r,
	    "b\tamount\t11.00\t12.00\t-1.00\tCNY\t2022-11-01\tl.id=" ID
	    "\tr.id=" ID2);
	line(&r, LEFT("c") "\tid=00000000000000000000");
	EXPECT(end(&r) == 2);
	begin(&r, "changed", 0);
	line(&r, LEFT("b") "\tid=" ID); /* as it was told first */
	line(&r, "b\tright\t-\t12.00\t-12.00\tCNY\t2022-11-01\tid=" ID2);
	line(&r, "b\trolled\t11.00\t11.00\t0.00\tCNY\t2022-11-01\tcloses=" ID);
	EXPECT(end(&r) == 2);
	EXPECT_STR(types("changed"), "opened changed opened changed closed ");
}

static void
test_keys(void)
{
	struct run r;

	begin(&r, "keys", 0);
	line(&r, LEFT("a"));
	line(&r, "a\tleft\t12.00\t-\t12.00\tCNY\t2022-11-01");
	EXPECT(end(&r) == 2);
	begin(&r, "keys", 0);
	line(&r, "a\tamount\t12.00\t1.00\t11.00\tCNY\t2022-11-01");
	line(&r, "a\tleft\t13.00\t-\t13.00\tUSD\t2022-11-01");
	EXPECT(end(&r) == 2);
	EXPECT_STR(types("keys"), "opened opened changed opened ");
}

static void
test_overdue(void)
{
	struct run r;

	wish.telling.overdue = 2;
	begin(&r, "overdue", 0);
	line(&r, LEFT("b") "\tid=" ID);
	EXPECT(end(&r) == 1);
	begin(&r, "overdue", 0);
	line(&r, "b\tduplicate\t11.00\t-\t11.00\tCNY\t2022-11-01\tid=" ID);
	EXPECT(end(&r) == 0);
	wish.telling.overdue = 3;
	begin(&r, "overdue", 0);
	line(&r, LEFT("b") "\tid=" ID);
	EXPECT(end(&r) == 1);
	wish.telling.overdue = 0;
	begin(&r, "overdue", 0);
	line(&r, LEFT("b") "\tid=" ID);
	EXPECT(end(&r) == 1);
	for (const char *day = "2022-11-02"; day;
	     day = *(day + 9) == '2' ? "2022-11-03" : NULL)
		for (int i = 0; i < 2; i++) {
			wish.telling.remind = day;
			begin(&r, "overdue", 0);
			line(&r, LEFT("b") "\tid=" ID);
			EXPECT(end(&r) == (i == 0));
		}
	wish.telling.remind = NULL;
	EXPECT_STR(types("overdue"), "overdue overdue opened remind remind ");
}

/* n lines of keys from k100 on. */
static void
lines(struct run *r, int n)
{
	char text[64];

	for (int i = 100; i < 100 + n; i++) {
		snprintf(
		    text, sizeof text, "k%d\tleft\t%d\t-\t%d\tCNY\t-", i, i, i);
		line(r, text);
	}
}

static void
test_batch(void)
{
	struct run r;

	wish.batch = 3;
	begin(&r, "batch", 0);
	lines(&r, 7);
	EXPECT(end(&r) == 3);
	begin(&r, "batch", 0);
	lines(&r, 8);
	EXPECT(r.adding.known == 7);
	EXPECT(end(&r) == 1);
	wish.batch = 0;
	begin(&r, "batch", 0);
	lines(&r, 8);
	EXPECT(end(&r) == 0);
	EXPECT_STR(types("batch"), "batch batch batch batch ");
}

static void
test_digest(void)
{
	struct run r;

	begin(&r, "digest", 5);
	lines(&r, 5);
	EXPECT(end(&r) == 5);
	begin(&r, "digest", 5);
	lines(&r, 50);
	lines(&r, 50); /* equal ones, each an item of its own */
	EXPECT(r.adding.known == 5 && r.adding.told == 95);
	EXPECT(end(&r) == 1);
	begin(&r, "digest", 5);
	lines(&r, 50);
	lines(&r, 50);
	EXPECT(end(&r) == 0);
	wish.batch = 10;
	begin(&r, "digests", 2);
	lines(&r, 20);
	EXPECT(end(&r) == 2);
	begin(&r, "digests", 2);
	lines(&r, 41);
	EXPECT(end(&r) == 1);
	wish.batch = 0;
	EXPECT_STR(
	    types("digest"), "opened opened opened opened opened digest ");
	EXPECT_STR(types("digests"), "batch batch digest ");
}

/* The same ids twice in one run, by itself, in batches, under a burst: a stream
 * that is there twice tells nothing twice; and no line changes another's. */
static void
test_twice(void)
{
	static const char *const names[] = { "once1", "once2", "once3",
		"once4" };

	for (unsigned i = 0; i < 4; i++) {
		struct run r;

		wish.batch = i & 1 ? 2 : 0;
		begin(&r, names[i], i & 2 ? 5 : 0);
		for (unsigned again = 0; again < 2; again++) {
			line(&r, LEFT("b") "\tid=" ID);
			line(&r, LEFT("c") "\tid=" ID2);
			line(&r,
			    "b\tamount\t11.00\t10.00\t1.00\tCNY\t2022-11-01"
			    "\tl.id=" ID "\tr.id=" ID3);
		}
		EXPECT(r.adding.told == 3 && r.adding.known == 3);
		EXPECT(end(&r) == (i & 1 ? 2 : 3));
		EXPECT_STR(types(names[i]),
		    i & 1 ? "batch batch " : "opened opened opened ");
	}
	wish.batch = 0;
}

static void
test_dropped(void)
{
	struct run r;

	begin(&r, "dropped", 3);
	lines(&r, 10);
	adding_free(&r.adding);
	id_tally_free(&r.equal);
	EXPECT_STR(types("dropped"), "");
	begin(&r, "dropped", 0);
	lines(&r, 2);
	EXPECT(end(&r) == 2);
}

static void
test_words(void)
{
	struct run r;

	phrases.is_there = true;
	EXPECT(template_parse(&phrases.template, "t",
		   SPAN("[title]\n{{class}} {{diff}}\n[text]\n{{nothing}}\n"),
		   &e) == 0);
	begin(&r, "words", 0);
	{
		struct item item = { 0 };
		struct result res;

		EXPECT(result_parse(SPAN(LEFT("a")), &res, &e) == 0);
		EXPECT(item_of(&item, &wish.telling, &r.equal, &res, &e) == 0);
		EXPECT(adding_line(&r.adding, &item, &res, SPAN(""), &e) == -1);
		EXPECT(e.status == ST_DATA);
		EXPECT(strstr(e.text, "nothing") != NULL);
		EXPECT(strspn(e.text, "0123456789abcdef") == EVENT_ID_TEXT);
		item_free(&item);
	}
	adding_free(&r.adding);
	id_tally_free(&r.equal);
	phrases_free(&phrases);
}

int
main(void)
{
	struct private_dir dir = { 0 };

	if (private_dir_make(&dir, &e) || outbox_open(&outbox, dir.path, &e)) {
		fprintf(stderr, "%s\n", e.text);
		return 2;
	}
	test("an item is told once, in every run", test_once);
	test("one that is shown otherwise is changed, one that ends closed",
	    test_changed);
	test("items without ids are changed by their key", test_keys);
	test("overdue is told once for each number of days, reminders each day",
	    test_overdue);
	test("a batch has so many lines that were not told", test_batch);
	test("more events than a burst become one digest", test_digest);
	test("what is there twice is told once", test_twice);
	test("what is dropped was not told", test_dropped);
	test("words that cannot be made stop it, with the event's id",
	    test_words);
	outbox_close(&outbox);
	private_dir_remove(&dir);
	return test_done();
}
