#include "report/stages/stages.h"

#include "scratch.h"
#include "test.h"

enum { STAGES = 6 };

/* The facts of stage n, which reads what n - 1 wrote. */
static void
write_stage(const char *path, int n)
{
	FILE *f = fopen(path, "w");

	fprintf(f, "recon-facts\t1\nprogram\tp%d\nversion\t1\n", n);
	fprintf(f, "input\tread\tstdin\t3\t%064d\trecords=1\tL.CNY=1.00\n", n);
	fprintf(f, "output\twritten\tstdout\t3\t%064d\trecords=1\n", n + 1);
	fprintf(f, "rejected\t%d\nstatus\t0\n", n);
	fclose(f);
}

static void
whatever_the_order_they_are_read_in_stages_come_as_the_data_went(void)
{
	uint64_t seed = 2;

	for (int round = 0; round < 50; round++) {
		struct stages s = { 0 };
		struct err e;
		char name[32];
		int order[STAGES];

		for (int i = 0; i < STAGES; i++) {
			int k =
			    (int)(scratch_random(&seed) % (uint64_t)(i + 1));

			order[i] = order[k];
			order[k] = i;
		}
		for (int i = 0; i < STAGES; i++) {
			snprintf(name, sizeof name, "%d.facts", i);
			write_stage(name, order[i]);
		}
		EXPECT(stages_read(&s, "?.facts", &e) == 0 && s.n == STAGES);
		stages_sort(&s);
		for (size_t i = 0; i < s.n; i++) {
			snprintf(name, sizeof name, "p%zu", i);
			EXPECT(span_eq(s.of[i].program, span_str(name)));
			EXPECT(span_eq(stage_count(&s.of[i], "rejected"),
			    span_str(name + 1)));
		}
		EXPECT(!stage_count(&s.of[0], "nothing").p);
		stages_free(&s);
	}
}

static void
who_wrote_bytes_is_known_by_their_digest(void)
{
	struct stages s = { 0 };
	struct err e;
	const struct stage *by = NULL;
	char digest[65];

	EXPECT(stages_read(&s, "*.facts", &e) == 0);
	stages_sort(&s);
	snprintf(digest, sizeof digest, "%064d", 3);
	EXPECT(stages_wrote(&s, span_str(digest), NULL, &by) ==
	    &s.of[2].outputs.of[0]);
	EXPECT(by == &s.of[2]);
	EXPECT(!stages_wrote(&s, span_str(digest), &s.of[2], &by));
	EXPECT(!stages_wrote(&s, SPAN("-"), NULL, &by));
	stages_free(&s);
}

static void
a_circle_of_stages_is_left_as_it_was_read(void)
{
	struct stages s = { 0 };
	struct err e;
	FILE *f = fopen("c1", "w");

	fprintf(f,
	    "recon-facts\t1\nprogram\ta\ninput\tread\tx\t1\t%064d\n"
	    "output\twritten\ty\t1\t%064d\nstatus\t0\n",
	    1, 2);
	fclose(f);
	f = fopen("c2", "w");
	fprintf(f,
	    "recon-facts\t1\nprogram\tb\ninput\tread\ty\t1\t%064d\n"
	    "output\twritten\tx\t1\t%064d\nstatus\t1\n",
	    2, 1);
	fclose(f);
	EXPECT(stages_read(&s, "c[12]", &e) == 0 && s.n == 2);
	stages_sort(&s);
	EXPECT(span_eq(s.of[0].program, SPAN("a")));
	EXPECT(stage_is_well(&s.of[1]));
	stages_free(&s);
}

static void
a_file_cut_anywhere_is_refused(void)
{
	char text[4096];
	FILE *f = fopen("0.facts", "r");
	size_t n = fread(text, 1, sizeof text, f);
	struct stage s;
	struct err e;

	fclose(f);
	for (size_t cut = 0; cut < n; cut++) {
		f = fopen("cut", "w");
		fwrite(text, 1, cut, f);
		fclose(f);
		EXPECT(stage_read(&s, "cut", &e) == -1 && e.status == ST_DATA);
	}
}

int
main(void)
{
	scratch_begin();
	test(
	    "whatever the order they are read in, stages come as the data went",
	    whatever_the_order_they_are_read_in_stages_come_as_the_data_went);
	test("who wrote bytes is known by their digest",
	    who_wrote_bytes_is_known_by_their_digest);
	test("a circle of stages is left as it was read",
	    a_circle_of_stages_is_left_as_it_was_read);
	test("a file cut anywhere is refused", a_file_cut_anywhere_is_refused);
	scratch_end();
	return test_done();
}
