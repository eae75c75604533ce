/*
 * post_each: postings brought into accounts as recon-cut post does it, with how long
 * each commit took.
 *
 *	post_each URL DATE TOGETHER FILE >TIMES
 *
 * FILE is a record stream of postings; TOGETHER share a commit, and what is late is
 * of the date that accounts have. A line a commit: when it ended, in milliseconds of a
 * clock that all processes have; microseconds that it took; postings. SIGTERM ends
 * it behind a commit.
 */
#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "cut/post/post_group.h"

static volatile sig_atomic_t ended;

static void
end(int number)
{
	(void)number;
	ended = 1;
}

static int64_t
now_us(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

static _Noreturn void
die(const char *text)
{
	fprintf(stderr, "post_each: %s\n", text);
	exit(2);
}

int
main(int argc, char **argv)
{
	struct accounts accounts;
	struct postings_in in;
	struct post_group g = {
		.set = { .accounts = &accounts, .in = &in, .roll = true }
	};
	struct db_wish wish = { .use = DB_CREATE, .wait_s = 60 };
	struct stream_rules rules = { 0 };
	size_t together;
	int32_t date;
	struct err e;
	int r;

	if (argc != 5 || !date_parse(span_str(argv[2]), &date))
		die("URL DATE TOGETHER FILE");
	wish.url = argv[1];
	together = (size_t)strtoul(argv[3], NULL, 10);
	g.next = (struct post_next){ date, date + 1, false };
	signal(SIGTERM, end);
	if (postings_in_open(&in, argv[4], &rules, &date, &e) ||
	    accounts_open(&accounts, &wish, &date, &e))
		die(e.text);
	while (!ended && (r = postings_in_read(&in, together, &e)) != 0) {
		int64_t begun = now_us(), done;

		if (r < 0 || post_group(&g, false, &e))
			die(e.text);
		if (g.set.good.is_bad)
			die(g.set.good.bad.text);
		done = now_us();
		printf("%" PRId64 "\t%" PRId64 "\t%zu\n", done / 1000,
		    done - begun, g.set.good.n);
	}
	post_set_free(&g.set);
	accounts_close(&accounts);
	postings_in_close(&in);
	return fclose(stdout) ? 2 : 0;
}
