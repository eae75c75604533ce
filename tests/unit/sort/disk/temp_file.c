/* spill: what is put aside comes back, or an error does. */
#include "sort/disk/run_reader.h"

#include "scratch.h"
#include "test.h"

enum { BLOCK = 64 };

static struct temp_file s;
static struct err e;

/* Line i of a run: of 0 to 199 bytes, some that begin or end alike. It lives
 * until the call after the next. */
static struct span
line_of(unsigned i)
{
	static char texts[2][200];
	char *text = texts[i % 2];

	memset(text, 'a' + (int)(i % 26), sizeof texts[0]);
	memset(text, 'a', i * 5 % 60);
	memset(text + 150, 'b', i * 3 % 50);
	return (struct span){ text, i * 7 % 200 };
}

static struct run
write_run(unsigned lines)
{
	struct run r = { 0 };

	for (unsigned i = 0; i < lines; i++)
		EXPECT(temp_file_line(&s, &r, line_of(i), &e) == 0);
	EXPECT(temp_file_end(&s, &r, &e) == 0);
	EXPECT(r.lines == lines);
	return r;
}

static void
read_run(struct run *run, unsigned lines)
{
	struct run_reader r;
	struct span line;

	run_open(&r, &s, run);
	for (unsigned i = 0; i < lines; i++) {
		EXPECT(run_next(&r, &line, 1, &e) == 1);
		EXPECT(span_eq(line, line_of(i)));
	}
	EXPECT(run_next(&r, &line, 1, &e) == 0);
	run_close(&r);
}

static void
gives_back_what_was_written(void)
{
	temp_file_open(&s, ".", BLOCK);
	for (unsigned lines = 0; lines < 100; lines++) {
		struct run r = write_run(lines);

		read_run(&r, lines);
	}
	temp_file_close(&s);
}

/* Of many runs some blocks lie in memory; they may go to the file before the
 * runs are read, or while they are. */
static void
blocks_stay_in_memory(void)
{
	for (int gives_way = 0; gives_way < 3; gives_way++) {
		struct run r[5];
		uint64_t before;

		temp_file_open(&s, ".", BLOCK);
		r[0] = write_run(60);
		before = s.written;
		temp_file_keep(&s, 100);
		EXPECT(before > 0 && temp_file_memory(&s) == 0);
		for (int i = 1; i < 3; i++)
			r[i] = write_run(20);
		EXPECT(s.written == before);
		for (int i = 3; i < 5; i++)
			r[i] = write_run(60);
		before = s.written;
		EXPECT(temp_file_memory(&s) == 100 * BLOCK);
		if (gives_way == 1)
			EXPECT(temp_file_give_way(&s, &e) == 0);
		read_run(&r[0], 60);
		if (gives_way == 2)
			EXPECT(temp_file_give_way(&s, &e) == 0);
		EXPECT(s.written == before + (gives_way ? 100 * BLOCK : 0));
		for (int i = 1; i < 5; i++)
			read_run(&r[i], i < 3 ? 20 : 60);
		temp_file_close(&s);
	}
}

static void
leaves_no_name(void)
{
	struct run r;

	temp_file_open(&s, ".", BLOCK);
	r = write_run(10);
	EXPECT(scratch_files(0) == 0);
	read_run(&r, 10);
	temp_file_close(&s);
}

static void
uses_blocks_again(void)
{
	struct run r[8];
	uint32_t blocks;

	temp_file_open(&s, ".", BLOCK);
	for (int i = 0; i < 8; i++)
		r[i] = write_run(50);
	blocks = s.blocks;
	for (int round = 0; round < 5; round++) {
		for (int i = 0; i < 8; i++) {
			read_run(&r[i], 50);
			r[i] = write_run(50);
		}
	}
	EXPECT(s.blocks == blocks);
	for (int i = 0; i < 8; i++)
		read_run(&r[i], 50);
	temp_file_close(&s);
}

static void
a_file_cut_short_is_an_error(void)
{
	struct run_reader r;
	struct run run;
	struct span line;
	int got;

	temp_file_open(&s, ".", BLOCK);
	run = write_run(50);
	EXPECT(ftruncate(s.fd, 3 * BLOCK + 1) == 0);
	run_open(&r, &s, &run);
	while ((got = run_next(&r, &line, 1, &e)) == 1)
		;
	EXPECT(got == -1 && e.status == ST_FAIL);
	EXPECT_STR(e.text, ".: temporary file: not what was written");
	run_close(&r);
	temp_file_close(&s);
}

/* What is changed in it: a front longer than the line before, another
 * number of new bytes, a line without an end. */
static void
a_file_that_changed_is_an_error(void)
{
	static const struct {
		char byte;
		off_t at;
	} changes[] = { { 9, 0 }, { 1, 1 }, { 3, 1 }, { 1, 2 }, { '\xff', 0 },
		{ '\xff', 5 }, { '\xfe', 5 }, { 100, 6 }, { 1, 5 } };

	for (size_t i = 0; i < sizeof changes / sizeof *changes; i++) {
		struct run_reader r;
		struct run run = { 0 };
		struct span line;
		int got;

		temp_file_open(&s, ".", BLOCK);
		EXPECT(temp_file_line(&s, &run, SPAN("ab"), &e) == 0);
		EXPECT(temp_file_line(&s, &run, SPAN("cd"), &e) == 0);
		EXPECT(temp_file_end(&s, &run, &e) == 0);
		EXPECT(run.packed == 10);
		EXPECT(pwrite(s.fd, &changes[i].byte, 1, changes[i].at) == 1);
		run_open(&r, &s, &run);
		while ((got = run_next(&r, &line, 1, &e)) == 1)
			;
		EXPECT(got == -1 && e.status == ST_FAIL);
		EXPECT_STR(e.text, ".: temporary file: not what was written");
		run_close(&r);
		temp_file_close(&s);
	}
}

static void
no_such_directory(void)
{
	struct run r = { 0 };

	temp_file_open(&s, "./not/there", BLOCK);
	EXPECT(temp_file_line(&s, &r, SPAN("a"), &e) == 0);
	EXPECT(temp_file_end(&s, &r, &e) == -1);
	EXPECT(e.status == ST_FAIL);
	EXPECT_STR(e.text,
	    "./not/there: no temporary file: "
	    "No such file or directory");
	temp_file_close(&s);
}

int
main(void)
{
	scratch_begin();
	test("gives back what was written, lines longer than a block too",
	    gives_back_what_was_written);
	test("blocks stay in memory, as many as are allowed, until they give "
	     "way",
	    blocks_stay_in_memory);
	test("the temporary file has no name", leaves_no_name);
	test("blocks that were read are used again: the file does not grow",
	    uses_blocks_again);
	test("a temporary file that was cut short is an error",
	    a_file_cut_short_is_an_error);
	test("a temporary file with other lines than were written is an error",
	    a_file_that_changed_is_an_error);
	test("a directory that is not there is named", no_such_directory);
	scratch_end();
	return test_done();
}
