#include "stream/facts.h"

#include "scratch.h"
#include "test.h"

/* SHA-256 of "abc", FIPS 180-4. */
#define ABC "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"

static void
expect_text(struct span got, const char *want)
{
	char *text = strndup(got.p ? got.p : "", got.len);

	EXPECT_STR(text, want);
	free(text);
}

static void
read_all(struct input *in)
{
	char piece[2];
	struct err e;

	while (input_read(in, piece, sizeof piece, &e) > 0)
		;
}

/* An input of "abc", open. */
static struct facts_file *
open_abc(struct facts *all, const char *role, struct input *in)
{
	struct err e;

	scratch_write("a\tb", "abc", 3);
	EXPECT(input_open(in, "a\tb", &e) == 0);
	return facts_input(all, role, "a\tb", in);
}

static void
nobody_wants_them(void)
{
	struct total t = { .records = 1 };
	struct input in;
	struct output out;
	struct err e;

	EXPECT(!open_abc(NULL, NULL, &in) && !in.layer);
	input_close(&in);
	EXPECT(!facts_input_by_name(NULL, NULL, "a"));
	EXPECT(output_open(&out, "out", &e) == 0);
	EXPECT(!facts_output(NULL, "written", "out", &out));
	EXPECT(out.n_watchers == 0);
	output_abandon(&out);
	facts_total(NULL, &t);
	facts_call(NULL, "x");
	facts_sums(NULL, "open", &t);
	facts_count(NULL, "rejected", 1, NULL);
	facts_written(NULL);
	scratch_files(1);
}

static void
files(void)
{
	struct facts all = { 0 };
	struct total t = { .records = 2 };
	struct facts_file *in_fact, *out_fact;
	struct buf b = { 0 };
	struct input in;
	struct output out;
	struct err e;

	in_fact = open_abc(&all, NULL, &in);
	EXPECT(facts_check(&all, &e) == -1 && e.status == ST_BROKEN);
	EXPECT_STR(e.text,
	    "a\\x09b: was not read to its end: the facts of it are not known");
	read_all(&in);
	input_close(&in);
	facts_total(in_fact, &t);
	EXPECT(facts_check(&all, &e) == 0);
	EXPECT(output_open(&out, "out", &e) == 0);
	output_write(&out, SPAN("ab")); /* is in the buffer */
	out_fact = facts_output(&all, "summary", "out", &out);
	facts_output(&all, "other", NULL, &out);
	EXPECT(output_flush(&out, &e) == 0);
	output_write(&out, SPAN("c"));
	EXPECT(output_close(&out, &e) == 0);
	facts_written(out_fact);
	facts_format_files(&all, &b);
	expect_text(buf_span(&b),
	    "input\tread\ta\\tb\t3\t" ABC "\trecords=2\n"
	    "output\tsummary\tout\t3\t" ABC "\n"
	    "output\tother\tstdout\t-\t-\n");
	buf_free(&b);
	facts_free(&all);
	scratch_files(1);
}

static void
not_to_the_end(void)
{
	struct facts all = { 0 };
	struct buf b = { 0 };
	struct total t = { .records = 2 };
	struct facts_file *f;
	struct input in;
	char piece[3];
	struct err e;

	f = open_abc(&all, "read", &in);
	EXPECT(input_read(&in, piece, sizeof piece, &e) == 3);
	input_close(&in); /* whether more would come nobody has seen */
	facts_total(f, &t);
	EXPECT(facts_check(&all, &e) == -1);
	facts_format_files(&all, &b);
	expect_text(buf_span(&b), "input\tread\ta\\tb\t-\t-\n");
	buf_clear(&b);
	EXPECT(facts_format_counts(&all, &b, &e) == 0 && b.len == 0);
	buf_free(&b);
	facts_free(&all);
	scratch_files(1);
}

static void
add_sum(struct facts *all, const char *role, uint64_t records)
{
	struct facts_file *f = facts_input_by_name(all, role, "-");
	struct total t = { .records = records };

	total_add(&t, 'L', SPAN("CNY"), (struct amount){ 150, 2 });
	f->digest.known = true;
	facts_total(f, &t);
	total_free(&t);
}

static void
counts(void)
{
	struct facts all = { 0 };
	struct total t = { .records = 7 };
	struct buf b = { 0 };
	struct err e;

	add_sum(&all, "since", 1);
	add_sum(&all, NULL, 2);
	add_sum(&all, NULL, 3);
	facts_sums(&all, "legs.open", &t);
	facts_count(&all, "rejected", 0, NULL);
	facts_count(&all, "dropped.1", 2, "drop\ta");
	facts_count(&all, "rejected", 4, NULL);
	EXPECT(facts_format_counts(&all, &b, &e) == 0);
	expect_text(buf_span(&b),
	    "since.records\t1\nsince.L.CNY\t1.50\n"
	    "read.records\t5\nread.L.CNY\t3.00\n"
	    "legs.open.records\t7\n"
	    "rejected\t4\ndropped.1\t2\tdrop\\ta\n");
	EXPECT_STR(all.inputs->name, "stdin");
	facts_call(all.inputs, "bills.zip/a.csv");
	EXPECT_STR(all.inputs->name, "bills.zip/a.csv");
	buf_free(&b);
	facts_free(&all);
}

static void
of_a_file(void)
{
	struct digest_text text = { 0 };
	struct input in;
	struct span head;
	struct err e;

	scratch_write("abc", "abc", 3);
	EXPECT(input_open(&in, "abc", &e) == 0);
	EXPECT(input_peek(&in, 2, &head, &e) == 0);
	EXPECT(digest_file(&in, &text, &e) == 0 && text.known);
	EXPECT(text.bytes == 3 && !strcmp(text.hex, ABC));
	EXPECT(input_peek(&in, 3, &head, &e) == 0);
	expect_text(head, "abc"); /* reading goes on where it was */
	close(in.fd);
	in.fd = -1;
	text.known = false;
	EXPECT(digest_file(&in, &text, &e) == -1 && !text.known);
	EXPECT_STR(e.text, "abc: read: Bad file descriptor");
	scratch_files(1);
}

int
main(void)
{
	scratch_begin();
	test("nothing is done where nobody wants facts", nobody_wants_them);
	test("files have their digests, and a role", files);
	test("a file that was not read to its end has none", not_to_the_end);
	test("counts of a role are added up, no name comes twice", counts);
	test("the digest of a file does not move where it is read", of_a_file);
	scratch_end();
	return test_done();
}
