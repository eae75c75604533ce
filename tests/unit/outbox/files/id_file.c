#include "outbox/files/id_file.h"

#include <stdlib.h>

#include "chance.h"
#include "outbox/files/id_set.h"
#include "scratch.h"
#include "test.h"

static struct err e;

/* The first two bytes say which. */
static struct event_id
id_of(unsigned i)
{
	return (
	    struct event_id){ { (unsigned char)(i >> 8), (unsigned char)i } };
}

/* n ids, in any order, of one day. */
static int
write_ids(const char *path, const struct event_id *ids, size_t n, int32_t day)
{
	struct id_store s = { .folder = "." };
	int r;

	for (size_t i = 0; i < n; i++)
		EXPECT(id_store_add(&s, &ids[i], &e) >= 0);
	r = id_file_write(path, &s, day, &e);
	id_store_free(&s);
	return r;
}

static int
has(const struct id_file *f, unsigned i)
{
	struct event_id id = id_of(i);

	return id_file_has(f, &id, &e);
}

static void
found(void)
{
	struct event_id ids[100];
	struct id_file f;

	for (unsigned n = 0; n < 100; n++) {
		for (unsigned i = 0; i < n; i++)
			ids[i] = id_of(2 * (n - i));
		EXPECT(write_ids("ids", ids, n, 19675) == 0);
		EXPECT(id_file_open(&f, "ids", &e) == 0 && f.n == n);
		for (unsigned i = 1; i <= 2 * n + 1; i++)
			EXPECT(has(&f, i) == (i % 2 == 0 && i <= 2 * n));
		id_file_close(&f);
	}
	ids[0] = ids[1] = id_of(17);
	EXPECT(write_ids("ids", ids, 2, 19675) == 0);
	EXPECT(scratch_holds(
	    "ids", "00110000000000000000000000000000 2023-11-14\n"));
}

static void
write_some(const char *path, unsigned from, unsigned to, int32_t day)
{
	struct event_id ids[64];

	for (unsigned i = from; i < to; i++)
		ids[i - from] = id_of(i);
	EXPECT(write_ids(path, ids, to - from, day) == 0);
}

static void
merged(void)
{
	struct id_file files[3], all;

	write_some("a", 0, 10, 100);
	write_some("b", 5, 20, 200);
	write_some("c", 30, 30, 300);
	EXPECT(id_file_open(&files[0], "a", &e) == 0);
	EXPECT(id_file_open(&files[1], "b", &e) == 0);
	EXPECT(id_file_open(&files[2], "c", &e) == 0);
	EXPECT(id_file_merge("all", files, 3, 100, &e) == 0);
	EXPECT(id_file_open(&all, "all", &e) == 0 && all.n == 20);
	for (unsigned i = 0; i < 40; i++)
		EXPECT(has(&all, i) == (i < 20));
	id_file_close(&all);
	/* the newest day of an id counts; the result may be one of the files */
	EXPECT(id_file_merge("c", files, 3, 101, &e) == 0);
	for (int i = 0; i < 3; i++)
		id_file_close(&files[i]);
	EXPECT(id_file_open(&all, "c", &e) == 0 && all.n == 15);
	for (unsigned i = 0; i < 40; i++)
		EXPECT(has(&all, i) == (i >= 5 && i < 20));
	id_file_close(&all);
}

static void
damaged(void)
{
	const char *good = "00110000000000000000000000000000 2023-11-14\n";
	char text[2 * ID_LINE + 1];
	struct id_file f;

	for (size_t i = 1; i < ID_LINE; i++) {
		scratch_write("ids", good, i);
		EXPECT(id_file_open(&f, "ids", &e) < 0);
		EXPECT(e.status == ST_DATA);
	}
	EXPECT_STR(
	    e.text, "ids: it was cut or changed: no whole number of lines");
	memcpy(text, good, ID_LINE);
	text[ID_LINE - 1] = ' ';
	scratch_write("ids", text, ID_LINE);
	EXPECT(id_file_open(&f, "ids", &e) == 0 && has(&f, 1) < 0);
	EXPECT_STR(
	    e.text, "ids:1: no id and date: it was changed or is damaged");
	EXPECT(id_file_merge("all", &f, 1, 0, &e) < 0);
	id_file_close(&f);
	strcat(strcpy(text, good), good);
	scratch_write("ids", text, 2 * ID_LINE);
	EXPECT(id_file_open(&f, "ids", &e) == 0);
	EXPECT(id_file_merge("all", &f, 1, 0, &e) < 0);
	EXPECT(e.status == ST_DATA);
	EXPECT_STR(e.text, "ids:2: its ids are not in order");
	id_file_close(&f);
	EXPECT(id_file_open(&f, "none", &e) < 0 && e.status == ST_FAIL);
}

static void
look(void)
{
	write_some("ids", 0, 64, 19675);
	if (system("command -v look >/dev/null")) {
		test_skip("no look(1) here");
		return;
	}
	EXPECT(system("test \"$(look 0011 ids)\" = "
		      "'00110000000000000000000000000000 2023-11-14'") == 0);
}

static void
set(void)
{
	static bool is[500];
	struct id_set s = { 0 };

	for (int i = 0; i < 2000; i++) {
		unsigned n = chance(500);
		struct event_id id = id_of(n);

		EXPECT(id_set_has(&s, &id) == is[n]);
		if (chance(3))
			continue;
		EXPECT(id_set_add(&s, &id) == !is[n]);
		is[n] = true;
	}
	id_set_free(&s);
}

int
main(void)
{
	scratch_begin();
	test("an id is found by halves, wherever it stands", found);
	test("files merged have each id once, and not the old ones", merged);
	test("a file that was cut, changed or is out of order is refused",
	    damaged);
	test("look(1) finds in it", look);
	test("a set in memory has what was added, the id of zeros, too", set);
	scratch_files(1);
	scratch_end();
	return test_done();
}
