#include "book/dir/open_ids.h"

#include "base/buf.h"
#include "scratch.h"
#include "test.h"

static void
take(void *arg, const struct open_id *leg)
{
	struct buf *b = arg;

	buf_add(b, leg->id);
	buf_byte(b, '(');
	buf_add(b, leg->reopened);
	buf_str(b, ") ");
}

static void
expect(const char *lines, const char *want)
{
	struct buf b = { 0 };
	struct err e;

	scratch_write("open", lines, strlen(lines));
	EXPECT(open_ids_read("open", take, &b, &e) == 0);
	buf_byte(&b, '\0');
	EXPECT_STR(b.p, want);
	buf_free(&b);
}

static void
each_leg_with_its_mark(void)
{
	expect("#recon result 2\n"
	       "k\tleft\t1.00\t-\t1.00\tCNY\t-\tid=a\tage=0\n"
	       "k\tamount\t1.00\t2.00\t-1.00\tCNY\t-\tr.reopened=x,y\t"
	       "l.id=b\tr.id=c\tage=1\n"
	       "k\tright\t-\t1.00\t-1.00\tCNY\t-\treopened=z\tid=d\n"
	       "#total\trecords=3\tid=e\n",
	    "a() b() c(x,y) d(z) ");
}

static void
what_has_no_id_is_no_leg(void)
{
	expect("k\tleft\t1.00\t-\t1.00\tCNY\t-\treopened=z\tage=0\n"
	       "k\tleft\t1.00\t-\t1.00\tCNY\t-\tl.user.id=b\txid=7\tid=\n",
	    "");
	expect("", "");
}

static void
what_is_not_there_is_told(void)
{
	struct err e;

	EXPECT(open_ids_read("missing", take, NULL, &e) == -1);
	EXPECT(e.status == ST_FAIL);
}

int
main(void)
{
	scratch_begin();
	test("each leg is told, with its mark", each_leg_with_its_mark);
	test("what has no id is no leg", what_has_no_id_is_no_leg);
	test("a file that is not there is told", what_is_not_there_is_told);
	scratch_end();
	return test_done();
}
