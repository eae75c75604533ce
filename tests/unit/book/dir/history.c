#include "book/dir/history.h"

#include <stdlib.h>

#include "scratch.h"
#include "test.h"

#define D64 "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"

static struct state_dir dir;

/* Adds a generation of a day, rolled from the newest before it, or from that of
 * `from`, with replies and the file of its open items. */
static void
add(int32_t day, unsigned generation, const struct manifest_day *from,
    const char *replies, const char *open)
{
	struct state_name n = { STATE_OPEN, day, generation, 0 };
	char name[STATE_NAME_CAP], *path;
	struct day_entry en = {
		.day = day,
		.generation = generation,
		.when = SPAN("2022-11-03T02:00:00Z"),
		.user = SPAN("-"),
		.uid = SPAN("0"),
		.version = SPAN("0"),
		.replies = span_str(replies),
	};
	struct manifest_day m;
	struct err e;

	if (from) {
		en.from = from->day;
		en.from_generation = from->generation;
		en.from_digest = span_str(from->digest);
	}
	state_name_format(name, &n);
	en.open = (struct day_bytes){
		.name = span_str(name), .bytes = 1, .digest = SPAN(D64)
	};
	EXPECT(state_dir_put(&dir, &en, &m, &e) == 0);
	manifest_add(&dir.manifest, &m);
	path = state_dir_path(&dir, span_str(name));
	scratch_write(path, open, strlen(open));
	free(path);
}

static const struct manifest_day *
at(int32_t day, unsigned generation)
{
	return manifest_find(&dir.manifest, day, generation);
}

#define OPEN(id) "k\tleft\t1.00\t-\t1.00\tCNY\t-\tid=" id "\tage=0\n"

static void
make(void)
{
	struct err e;

	EXPECT(state_dir_open(&dir, "state", 0, &e) == 0);
	add(1, 1, NULL, "R1\trolled\t-\n", OPEN("a") OPEN("b"));
	add(1, 2, NULL, "R2\tlate\tx\n", OPEN("a"));
	add(2, 1, at(1, 1), "", OPEN("c"));
	add(3, 1, at(2, 1), "R3\trolled\t-\nR4\\t\tlate\ty\n", OPEN("d"));
}

static void
see_reply(void *arg, struct span reply)
{
	struct buf *b = arg;

	buf_add(b, reply);
	buf_byte(b, ' ');
}

static void
replies_are_those_of_the_days_it_was_rolled_from(void)
{
	struct buf b = { 0 };
	struct err e;

	EXPECT(history_replies(&dir, at(3, 1), see_reply, &b, &e) == 0);
	buf_byte(&b, '\0');
	EXPECT_STR(b.p, "R3 R4\\t R1 ");
	buf_clear(&b);
	EXPECT(history_replies(&dir, at(1, 2), see_reply, &b, &e) == 0);
	buf_byte(&b, '\0');
	EXPECT_STR(b.p, "R2 ");
	buf_clear(&b);
	EXPECT(history_replies(&dir, NULL, see_reply, &b, &e) == 0);
	EXPECT(b.len == 0);
	buf_free(&b);
}

/* What was seen, up to so many. */
struct seen {
	struct buf text;
	unsigned n, enough;
};

static void
see_open(void *arg, const struct open_id *leg)
{
	struct seen *s = arg;

	s->n++;
	buf_add(&s->text, leg->id);
}

static bool
is_enough(void *arg)
{
	const struct seen *s = arg;

	return s->n >= s->enough;
}

static const struct history_open_fn looks = { see_open, is_enough };

static int
look(const struct manifest_day *from, unsigned enough, const char *want)
{
	struct seen s = { .enough = enough };
	struct err e;
	int r = history_open(&dir, from, &looks, &s, &e);

	buf_byte(&s.text, '\0');
	EXPECT_STR(s.text.p, want);
	buf_free(&s.text);
	return r;
}

static void
each_file_is_read_once_the_last_day_first(void)
{
	EXPECT(look(at(3, 1), 9, "dcab") == 0);
	EXPECT(look(at(1, 2), 9, "a") == 0);
	EXPECT(look(NULL, 9, "") == 0);
	/* no more days than it takes */
	EXPECT(look(at(3, 1), 2, "dc") == 0);
	EXPECT(look(at(3, 1), 3, "dcab") == 0);
}

static void
what_was_pruned_is_passed_over(void)
{
	manifest_find(&dir.manifest, 2, 1)->has_open = false;
	EXPECT(look(at(3, 1), 9, "dab") == 0);
}

static void
what_is_damaged_is_told(void)
{
	char *path = state_dir_path_of(&dir, STATE_DAY, 1, 1);
	struct buf b = { 0 };
	struct err e;

	scratch_write(path, "x\n", 2);
	EXPECT(look(at(3, 1), 9, "d") == -1);
	EXPECT(history_replies(&dir, at(3, 1), see_reply, &b, &e) == -1);
	EXPECT(e.status == ST_DATA);
	buf_free(&b);
	free(path);
}

int
main(void)
{
	scratch_begin();
	make();
	test("replies are those of the days that it was rolled from",
	    replies_are_those_of_the_days_it_was_rolled_from);
	test("each file of open items is read once, the last day first",
	    each_file_is_read_once_the_last_day_first);
	test("what was pruned is passed over", what_was_pruned_is_passed_over);
	test("what is damaged is told", what_is_damaged_is_told);
	state_dir_close(&dir);
	if (system("rm -r state"))
		return 1;
	scratch_end();
	return test_done();
}
