#include "roll/legs/leg.h"

#include "roll/legs/leg_lines.h"
#include "test.h"
#include "value/time/date.h"

static struct legs legs;

static int
add(bool before, const char *line, struct err *e)
{
	struct result r;

	EXPECT(date_of(2022, 11, 9, &legs.today));
	legs.latest = legs.today - 1;
	EXPECT(result_parse(span_str(line), &r, e) == 0);
	return legs_add(&legs, &r, before, e);
}

static void
item(bool before, const char *line)
{
	struct err e;

	EXPECT(add(before, line, &e) == 0);
}

/* The error of an item. */
static struct err
refused(bool before, const char *line)
{
	struct err e = { 0 };

	EXPECT(add(before, line, &e) == -1);
	EXPECT(e.status == ST_DATA);
	legs_clear(&legs);
	return e;
}

/* Is that the id of the leg: SHA-256 of text? */
static bool
is_named(const struct leg *l, const char *text)
{
	char digest[DIGEST_TEXT + 1];

	digest_of(span_str(text), digest);
	return l->has_id && !memcmp(l->id, digest, LEG_ID);
}

#define L "k\tleft\t5.00\t-\t5.00\tCNY\t"
#define AMOUNT "k\tamount\t5.00\t4.00\t1.00\tCNY\t2022-11-02"
#define ID "0123456789abcdef0123"

static void
an_id_is_a_digest(void)
{
	item(true, L "2022-11-02");
	item(true, L "2022-11-09");
	item(false, L "2022-11-09\tl.a=1");
	item(false, L "-");
	item(false, AMOUNT);
	legs_arrange(&legs);
	legs_name(&legs);
	EXPECT(is_named(
	    &legs.of[0], "k\tCNY\tL\t5.00\t2022-11-02\t2022-11-02\t1"));
	/* of a day that is still to come: first seen before today */
	EXPECT(is_named(
	    &legs.of[1], "k\tCNY\tL\t5.00\t2022-11-09\t2022-11-08\t1"));
	EXPECT(is_named(
	    &legs.of[2], "k\tCNY\tL\t5.00\t2022-11-09\t2022-11-09\t1"));
	EXPECT(is_named(
	    &legs.of[3], "k\tCNY\tL\t5.00\t2022-11-09\t2022-11-09\t2"));
	EXPECT(is_named(
	    &legs.of[4], "k\tCNY\tL\t5.00\t2022-11-02\t2022-11-09\t1"));
	EXPECT(is_named(
	    &legs.of[5], "k\tCNY\tR\t4.00\t2022-11-02\t2022-11-09\t1"));
	legs_clear(&legs);
}

static void
an_id_stays(void)
{
	item(true, L "2022-11-02\tfirst=2022-10-31\tid=" ID "\tage=3");
	item(true, L "2022-11-02");
	legs_arrange(&legs);
	legs_name(&legs);
	EXPECT(!memcmp(legs.of[0].id, ID, LEG_ID));
	EXPECT(legs.of[0].first + 2 == legs.of[0].day);
	EXPECT(is_named(
	    &legs.of[1], "k\tCNY\tL\t5.00\t2022-11-02\t2022-11-02\t1"));
	legs_clear(&legs);
}

static void
what_is_no_id_or_day_is_told(void)
{
	EXPECT_STR(refused(true, L "2022-11-02\tid=0123456789abcdef012").text,
	    "the item of key \"k\" has id=\"0123456789abcdef012\", which is "
	    "no id of an item");
	EXPECT_STR(refused(true, L "2022-11-02\tid=0123456789ABCDEF0123").text,
	    "the item of key \"k\" has id=\"0123456789ABCDEF0123\", which is "
	    "no id of an item");
	EXPECT_STR(refused(true, L "2022-11-02\tfirst=-").text,
	    "the item of key \"k\" has first=\"-\", which is no day");
	EXPECT_STR(refused(true, AMOUNT "\tr.first=2022-11-31").text,
	    "the item of key \"k\" has r.first=\"2022-11-31\", which is no "
	    "day");
	EXPECT_STR(refused(false, AMOUNT "\tl.date=x").text,
	    "the item of key \"k\" has l.date=\"x\", which is no day");
}

static void
fields_that_are_not_for_the_line_are_told(void)
{
	static const char *const of_today[] = { "id=", "first=", "l.id=",
		"r.id=", "date=", "l.first=", "r.first=", "l.date=",
		"r.date=" };
	char line[100], want[200];

	for (size_t i = 0; i < sizeof of_today / sizeof *of_today; i++) {
		sprintf(line, L "2022-11-09\t%sx", of_today[i]);
		sprintf(want,
		    "the item of key \"k\" has %s, which recon-roll gives "
		    "itself; carry it under another name",
		    of_today[i]);
		EXPECT_STR(refused(false, line).text, want);
	}
	EXPECT_STR(refused(true, L "2022-11-02\tl.id=" ID).text,
	    "the item of key \"k\" has l.id=, which recon-roll gives itself; "
	    "carry it under another name");
	EXPECT_STR(refused(true, AMOUNT "\tid=" ID).text,
	    "the item of key \"k\" has id=, which recon-roll gives itself; "
	    "carry it under another name");
	EXPECT_STR(refused(false, AMOUNT "\tl.id=" ID).text,
	    "the item of key \"k\" has l.id=, which recon-roll gives itself; "
	    "carry it under another name");
	/* others of the kind are carried */
	item(false,
	    L "2022-11-09\tl.idx=1\tl.i=2\tfirst.of=3\tidle=4\tfirst2=5");
	legs_clear(&legs);
}

/* What the line that is kept becomes, and is it known as such afterwards? */
static const char *
kept(const char *line, bool *known)
{
	static char text[300];
	struct buf b = { 0 };
	struct span upto;
	struct result r;
	struct err e;

	item(true, line);
	legs_arrange(&legs);
	legs_name(&legs);
	leg_line_keep(&b, legs.of, legs.today);
	buf_byte(&b, '\0');
	memcpy(text, b.p, b.len);
	buf_free(&b);
	EXPECT(result_parse(span_str(text), &r, &e) == 0);
	*known = leg_line_is_known(&r, &upto);
	EXPECT(!*known || !strncmp(text + upto.len, "\tage=", 5));
	legs_clear(&legs);
	return text;
}

static void
a_line_that_was_kept_is_known(void)
{
	static const char *const not_known[] = { L "2022-11-02",
		L "2022-11-02\tage=1", L "2022-11-02\tfirst=2022-11-02\tage=1",
		L "2022-11-02\tid=" ID "\tage=1",
		L "2022-11-02\tid=" ID "\tfirst=2022-11-02\tage=1\tx=1",
		L "2022-11-02\tid=" ID "\tfirst=2022-11-02\tx=1",
		AMOUNT "\tid=" ID "\tfirst=2022-11-02\tage=1" };
	struct span upto;
	struct result r;
	struct err e;
	bool known;

	EXPECT_STR(
	    kept(L "-\tage=3\tl.a=1\tid=" ID "\tfirst=2022-11-07\tx=2", &known),
	    L "2022-11-07\tl.a=1\tx=2\tid=" ID "\tfirst=2022-11-07\tage=2");
	EXPECT(known);
	kept(AMOUNT, &known);
	EXPECT(known);
	for (size_t i = 0; i < sizeof not_known / sizeof *not_known; i++) {
		EXPECT(result_parse(span_str(not_known[i]), &r, &e) == 0);
		EXPECT(!leg_line_is_known(&r, &upto));
	}
}

int
main(void)
{
	test("an id is a digest of what the leg is, and of which of those",
	    an_id_is_a_digest);
	test("an id and the day first seen stay", an_id_stays);
	test("what is no id or day is told", what_is_no_id_or_day_is_told);
	test("fields that are not for such a line are told",
	    fields_that_are_not_for_the_line_are_told);
	test("a line that was kept is known as one",
	    a_line_that_was_kept_is_known);
	legs_free(&legs);
	return test_done();
}
