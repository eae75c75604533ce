#include "roll/repair/repairs.h"

#include "scratch.h"
#include "test.h"
#include "value/time/date.h"

#define A "aaaaaaaaaaaaaaaaaaaa"
#define B "bbbbbbbbbbbbbbbbbbbb"
#define C "cccccccccccccccccccc"
#define D "dddddddddddddddddddd"

static const char open_items[] =
    "#recon result 2\n"
    "k\tleft\t1.00\t-\t1.00\tCNY\t2022-10-31\tid=" A "\tage=0\n"
    "m\tfield\t1.00\t1.00\t0.00\tCNY\t2022-10-31\tl.id=" B "\tr.id=" C
    "\tage=0\n";

static struct repairs all;
static int32_t today;
static const char *once; /* ids that were open on days before */
static unsigned asked;

static int
look_back(void *arg, struct repairs *r, struct err *e)
{
	(void)arg;
	(void)e;
	asked++;
	for (const char *id = once; *id; id += LEG_ID)
		repairs_was_open(r, (struct span){ id, LEG_ID });
	return 0;
}

/* Reads records and the rows of adjustments, and finds what they name; what is
 * said. */
static const char *
find(const char *records, const char *rows)
{
	static const struct stream_rules rules = { .allow_empty = true };
	static struct err e;
	struct stream_in in;
	struct table_in t;
	char text[400];

	snprintf(text, sizeof text, "id\treason\tby\n%s", rows);
	scratch_write("records", records, strlen(records));
	scratch_write("rows", text, strlen(text));
	scratch_write("open", open_items, sizeof open_items - 1);
	EXPECT(stream_open(&in, "records", STREAM_RECORD, &rules, &e) == 0);
	EXPECT(amendments_read(&all.amendments, &in, today, &e) == 0);
	stream_close(&in);
	EXPECT(stream_open(&in, "rows", STREAM_TABLE, &rules, &e) == 0);
	EXPECT(table_over(&t, &in, &e) == 0);
	EXPECT(adjustments_read(&all.adjustments, &t, &e) == 0);
	table_close(&t);
	repairs_begin(&all);
	asked = 0;
	return repairs_find(&all, "open", today, look_back, NULL, &e) ? e.text
								      : "";
}

static void
forget(void)
{
	repairs_free(&all);
	once = "";
}

#define NEW(fields) "n\t1.00\tCNY\tL\t-" fields "\n"

static void
what_is_named_is_found(void)
{
	EXPECT_STR(find(NEW("\treplaces=" B), A "\terror\tlin\n"), "");
	EXPECT(asked == 0);
	EXPECT(repairs_item(&all, SPAN(A)) && repairs_item(&all, SPAN(B)));
	EXPECT(!repairs_item(&all, SPAN(C)) && !repairs_item(&all, SPAN("x")));
	/* the KEYs concerned, each once */
	EXPECT(all.n_keys == 3 && span_eq(*repairs_key(&all), SPAN("k")));
	forget();
}

static void
what_is_named_twice_is_told(void)
{
	EXPECT_STR(find(NEW("\treplaces=" A), A "\terror\tlin\n"),
	    "records:1: item " A " is named again, first at rows:2");
	forget();
	EXPECT_STR(find("", A "\terror\tlin\n" A "\terror\tlin\n"),
	    "rows:3: item " A " is named again, first at rows:2");
	forget();
	/* the legs of a field line close together */
	EXPECT_STR(find("", B "\terror\tlin\n" C "\terror\tlin\n"),
	    "rows:3: item " C " is named again, first at rows:2");
	forget();
	EXPECT_STR(find(NEW("\treplaces=" B) NEW("\treplaces=" C), ""), "");
	forget();
}

static void
what_is_not_open_is_looked_up_at_once(void)
{
	once = C D;
	EXPECT_STR(find(NEW("\treplaces=" D "\treply=R1")
			    NEW("\treplaces=" A "\treply=R2"),
		       ""),
	    "");
	EXPECT(asked == 1 && all.n_late == 1 && repairs_all_known(&all));
	forget();
	/* a late answer is kept, a person's order is refused */
	once = D;
	EXPECT_STR(find(NEW("\treplaces=" D), ""),
	    "records:1: item " D " is closed already");
	EXPECT(asked == 1);
	forget();
	EXPECT_STR(find(NEW("\treplaces=" D "\treply=R1"), ""),
	    "records:1: there is no open item " D);
	EXPECT(asked == 1 && !repairs_all_known(&all));
	forget();
}

static void
replies_that_are_known_are_left_out(void)
{
	struct buf b = { 0 };

	once = D;
	EXPECT_STR(find(NEW("\treply=R1") NEW("\treply=R2")
			    NEW("\treplaces=" D "\treply=R3"),
		       ""),
	    "");
	repairs_drop(&all, SPAN("R1"));
	repairs_drop(&all, SPAN("R9"));
	EXPECT(all.n_known == 1);
	repairs_format_replies(&all, &b);
	buf_byte(&b, '\0');
	EXPECT_STR(b.p,
	    "R3\tlate\tn\\t1.00\\tCNY\\tL\\t2022-11-01\\treplaces=" D
	    "\\treply=R3\nR2\trolled\t-\n");
	buf_clear(&b);
	repairs_tell_late(&all, &b);
	buf_byte(&b, '\0');
	EXPECT_STR(b.p,
	    "records:3: item " D " is closed already: the record is kept, and "
	    "not rolled\n");
	buf_free(&b);
	forget();
}

int
main(void)
{
	scratch_begin();
	forget();
	EXPECT(date_of(2022, 11, 1, &today));
	test("what is named among the open items is found",
	    what_is_named_is_found);
	test("what is named twice is told", what_is_named_twice_is_told);
	test("what is not open is looked up in the days before, at once",
	    what_is_not_open_is_looked_up_at_once);
	test("replies that are known are left out",
	    replies_that_are_known_are_left_out);
	scratch_end();
	return test_done();
}
