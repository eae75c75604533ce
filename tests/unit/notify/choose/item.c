#include "notify/choose/item.h"

#include "notify/choose/id_counts.h"

#include "test.h"

static struct id_tally equal = { .times = { .folder = "." } };
static struct err e;

static const struct telling plain = { .book = { "shop", 4 } };

static struct item
item(const char *line)
{
	struct item i = { 0 };
	struct result r;

	EXPECT(result_parse(span_str(line), &r, &e) == 0);
	EXPECT(item_of(&i, &plain, &equal, &r, &e) == 0);
	return i;
}

static bool
is_name(const struct item *i, const char *name)
{
	return span_eq(buf_span(&i->name), span_str(name));
}

#define LEFT "k1\tleft\t11.00\t-\t11.00\tCNY\t2022-11-01"
#define ID "0123456789abcdef0123"
#define ID2 "fedcba98765432100123"

static void
test_ids(void)
{
	struct item one = item(LEFT "\tid=" ID "\tfirst=2022-11-01\tage=0");
	struct item two = item(
	    "k\tamount\t1.00\t2.00\t-1.00\tCNY\t-\tl.id=" ID "\tr.id=" ID2);
	struct item closed =
	    item("k\trolled\t1\t1\t0\tCNY\t-\tcloses=" ID "," ID2);

	EXPECT(is_name(&one, ID) && one.n_marks == 1);
	EXPECT(is_name(&two, ID "," ID2) && two.n_marks == 2);
	EXPECT(event_id_cmp(&one.marks[0], &two.marks[0]) == 0);
	EXPECT(event_id_cmp(&two.marks[0], &two.marks[1]) != 0);
	EXPECT(is_name(&closed, ID "," ID2) && closed.n_marks == 0);
	item_free(&one);
	item_free(&two);
	item_free(&closed);
}

static void
test_text(void)
{
	struct item a = item(LEFT), b = item(LEFT "\tl.shop=7");
	struct item c = item("k1\tleft\t11.00\t-\t11.00\tUSD\t2022-11-01");
	struct event_id first = item_event(&a, TOLD_OPENED, &plain);
	struct event_id second = item_event(&b, TOLD_OPENED, &plain);

	EXPECT(event_id_cmp(&first, &second) != 0);
	EXPECT(a.n_marks == 1 && b.n_marks == 1 && c.n_marks == 1);
	EXPECT(event_id_cmp(&a.marks[0], &b.marks[0]) == 0);
	EXPECT(event_id_cmp(&a.marks[0], &c.marks[0]) != 0);
	id_tally_free(&equal); /* another run */
	equal.times.folder = ".";
	item_free(&b);
	b = item(LEFT);
	second = item_event(&b, TOLD_OPENED, &plain);
	EXPECT(event_id_cmp(&first, &second) == 0);
	item_free(&a);
	item_free(&b);
	item_free(&c);
}

static void
test_kinds(void)
{
	const struct telling late = { .book = { "shop", 4 }, .overdue = 2 };
	const struct telling later = { .book = { "shop", 4 }, .overdue = 3 };
	const struct telling other = { .book = { "sh", 2 } };
	struct item left = item(LEFT "\tid=" ID);
	struct item right =
	    item("k1\tduplicate\t11.00\t-\t11.00\tCNY\t2022-11-01\tid=" ID);
	struct event_id ids[] = {
		item_event(&left, TOLD_OPENED, &plain),
		item_event(&left, TOLD_CHANGED, &plain),
		item_event(&left, TOLD_OVERDUE, &late),
		item_event(&left, TOLD_OVERDUE, &later),
		item_event(&left, TOLD_OPENED, &other),
		item_event(&right, TOLD_OPENED, &plain),
		left.marks[0],
		item_asked(&left.marks[0]),
	};
	struct event_id again = item_event(&right, TOLD_OVERDUE, &late);
	struct event_id asked = item_asked(&ids[0]);
	const size_t n = sizeof ids / sizeof *ids;

	for (size_t i = 0; i < n; i++)
		for (size_t j = 0; j < i; j++)
			EXPECT(event_id_cmp(&ids[i], &ids[j]) != 0);
	EXPECT(event_id_cmp(&ids[2], &again) == 0);
	for (size_t i = 0; i < n; i++)
		EXPECT(event_id_cmp(&ids[i], &asked) != 0);
	again = item_asked(&ids[0]);
	EXPECT(event_id_cmp(&again, &asked) == 0);
	item_free(&left);
	item_free(&right);
}

static void
test_words(void)
{
	const struct telling t = { .overdue = 2, .remind = "2022-11-02" };
	struct buf b = { 0 };

	for (int k = 0; k < TOLD_KINDS; k++) {
		told_text(&b, (enum told_kind)k, &t);
		buf_byte(&b, ' ');
	}
	EXPECT(span_eq(buf_span(&b),
	    SPAN("opened changed closed overdue-2 remind-2022-11-02 ")));
	EXPECT_STR(told_word(TOLD_OVERDUE), "overdue");
	buf_free(&b);
}

static void
test_counts(void)
{
	struct id_counts c = { 0 };

	for (uint32_t round = 1; round <= 3; round++)
		for (uint32_t i = 0; i < 1000; i++) {
			struct span parts[] = { { (const char *)&i,
			    sizeof i } };
			struct event_id id = event_id_of(parts, 1);

			EXPECT(id_counts_has(&c, &id) == (round > 1));
			EXPECT(id_counts_add(&c, &id) == round);
		}
	EXPECT(c.n == 1000);
	id_counts_free(&c);
}

int
main(void)
{
	test("an item is its legs' ids, or those it closes", test_ids);
	test("of equal lines without ids each is an item, in every run alike",
	    test_text);
	test("an id says book, kind, item and, but for overdue, class",
	    test_kinds);
	test("kinds have their words", test_words);
	test("ids are counted, however many they are", test_counts);
	id_tally_free(&equal);
	return test_done();
}
