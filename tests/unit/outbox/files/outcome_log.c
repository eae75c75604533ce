#include "outbox/files/outcome_log.h"

#include <stdlib.h>

#include "scratch.h"
#include "sys/clock.h"
#include "test.h"

#define ID "01020000000000000000000000000000"
#define AT "2023-11-14T22:13:20Z"

static struct err e;

static void
lines(void)
{
	static const char *const good[] = {
		AT "\tok\t17.3\t" ID "\t1",
		AT "\tok\t17.3\t" ID "\t1\thttp=200\tid=x",
		AT "\tretry\t17.3\t" ID "\t1\t" AT "\tHTTP 503\\n",
		AT "\tdead\t17.3\t" ID "\t5\tHTTP 404",
		AT "\tdead\t17.3\t" ID "\t5\t\tafter=x",
		AT "\tredo\t17.3\t" ID "\t0\tli",
		AT "\tforget\t17.3\t" ID "\t5\tli\tpaid by hand",
		AT "\tgone\t-\t-\t-\tHTTP 410",
		AT "\there\t-\t-\t-\tli",
		AT "\tbreaker\t-\t-\t-\t" AT "\t30",
		AT "\tanswers\t-\t-\t-\t1234",
	};
	static const char *const bad[] = {
		"",
		AT,
		AT "\tsent\t17.3\t" ID "\t1",
		"now\tok\t17.3\t" ID "\t1",
		AT "\tok\t17\t" ID "\t1",
		AT "\tok\t0.3\t" ID "\t1",
		AT "\tok\t17.0\t" ID "\t1",
		AT "\tok\t17.4294967296\t" ID "\t1",
		AT "\tok\t17.3\t" ID,
		AT "\tok\t17.3\t" ID "\tx",
		AT "\tok\t17.3\t" ID "0\t1",
		AT "\tok\t-\t-\t-",
		AT "\tretry\t17.3\t" ID "\t1\tsoon\tHTTP 503",
		AT "\tretry\t17.3\t" ID "\t1\t" AT,
		AT "\tretry\t17.3\t" ID "\t1\t" AT "\tx\tmore",
		AT "\tredo\t17.3\t" ID "\t0\tli\tmore",
		AT "\tforget\t17.3\t" ID "\t5\tli",
		AT "\tgone\t17.3\t" ID "\t1\tHTTP 410",
		AT "\tanswers\t-\t-\t-\t-1",
	};
	struct outcome o;

	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		EXPECT(!outcome_parse(span_str(bad[i]), &o));
	for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
		struct buf b = { 0 }, reason = { 0 };

		EXPECT(outcome_parse(span_str(good[i]), &o));
		EXPECT(o.time_s == 1700000000);
		if (o.word == OUTCOME_RETRY) /* as whoever tells has it */
			buf_str(&reason, "HTTP 503\n");
		else
			buf_add(&reason, o.reason);
		o.reason = buf_span(&reason);
		outcome_format(&b, &o);
		buf_byte(&b, '\0');
		EXPECT(b.len == strlen(good[i]) + 2);
		EXPECT(!memcmp(b.p, good[i], strlen(good[i])));
		buf_free(&b);
		buf_free(&reason);
	}
}

static void
long_reason(void)
{
	char text[OUTCOME_REASON_MAX + 10];
	struct outcome o = {
		.word = OUTCOME_GONE,
		.reason = { text, sizeof text },
	};
	struct buf b = { 0 };

	memset(text, 'x', sizeof text);
	memcpy(text + OUTCOME_REASON_MAX - 1, "\xc3\xa4", 2);
	outcome_format(&b, &o);
	EXPECT(b.len ==
	    strlen("1970-01-01T00:00:00Z\tgone\t-\t-\t-\t") +
		OUTCOME_REASON_MAX);
	EXPECT(b.p[b.len - 2] == 'x');
	buf_free(&b);
}

/* Keeps ok, drops retry, and dead is none. */
static enum outcome_log_verdict
judge(void *arg, const struct outcome *o, uint64_t offset, uint64_t bytes)
{
	uint64_t *sum = arg;

	*sum += offset + bytes;
	return o->word == OUTCOME_OK  ? OUTCOME_KEEP
	    : o->word == OUTCOME_DEAD ? OUTCOME_BAD
				      : OUTCOME_DROP;
}

static void
rewritten(void)
{
	static const char ok[] = AT "\tok\t1.1\t" ID "\t1\n",
			  retry[] = AT "\tretry\t1.2\t" ID "\t1\t" AT "\tx\n",
			  dead[] = AT "\tdead\t1.3\t" ID "\t1\tx\n";
	struct outcome_log_sums sums;
	char text[512];
	uint64_t sum = 0;

	EXPECT(outcome_log_read("log", judge, &sum, &sums, &e) == 0);
	EXPECT(sums.bytes == 0 && sums.bad == 0);
	snprintf(
	    text, sizeof text, "%s%s%s\n\n%s%s", retry, ok, dead, ok, "torn");
	scratch_write("log", text, strlen(text));
	EXPECT(outcome_log_read("log", judge, &sum, &sums, &e) == 0);
	EXPECT(sums.bytes == strlen(text) && sums.bad == 4);
	scratch_write("bad", "before\n", 7);
	EXPECT(outcome_log_rewrite(
		   "log", judge, &sum, SPAN("more\n"), "bad", &e) == 0);
	snprintf(text, sizeof text, "%s%smore\n", ok, ok);
	EXPECT(scratch_holds("log", text));
	snprintf(text, sizeof text, "before\n%s\n\ntorn\n", dead);
	EXPECT(scratch_holds("bad", text));
	EXPECT(outcome_log_rewrite(
		   "log", judge, &sum, SPAN(""), "none/bad", &e) < 0);
	EXPECT(e.status == ST_FAIL);
	snprintf(text, sizeof text, "%s%smore\n", ok, ok);
	EXPECT(scratch_holds("log", text)); /* nothing is lost */
}

static void
read_again(void)
{
	static const char text[] =
	    AT "\tok\t1.1\t" ID "\t1\n" AT "\tdead\t1.2\t" ID "\t1\tx\ntorn";
	struct buf line = { 0 };
	struct outcome o;
	int fd;

	scratch_write("log", text, sizeof text - 1);
	fd = open("log", O_RDONLY);
	EXPECT(outcome_log_line(fd, 63, &line, &o, &e) == 0);
	EXPECT(o.word == OUTCOME_DEAD && o.n == 2);
	EXPECT(outcome_log_line(fd, 64, &line, &o, &e) < 0);
	EXPECT_STR(e.text, "log: it was changed meanwhile");
	EXPECT(outcome_log_line(fd, 1 << 20, &line, &o, &e) < 0);
	close(fd);
	buf_free(&line);
}

static void
groups(void)
{
	struct outcome o = { .word = OUTCOME_OK, .run = 1, .n = 1 };
	struct outcome_log l;

	unlink("log");
	clock_set(0, 1000);
	EXPECT(outcome_log_open(&l, "log", &e) == 0);
	for (int i = 0; i < OUTCOME_LOG_UNSYNCED - 1; i++)
		outcome_log_tell(&l, &o);
	EXPECT(outcome_log_sync_ms(&l) == -1);
	EXPECT(outcome_log_write(&l, &e) == 0);
	EXPECT(outcome_log_sync_ms(&l) == OUTCOME_LOG_SYNC_MS);
	outcome_log_tell(&l, &o);
	EXPECT(outcome_log_write(&l, &e) == 0);
	EXPECT(outcome_log_sync_ms(&l) == -1);
	outcome_log_close(&l);
	clock_release();
}

static void
full_disk(void)
{
	struct outcome o = { .word = OUTCOME_OK, .run = 1, .n = 1 };
	struct outcome_log l;

	if (access("/dev/full", W_OK)) {
		test_skip("no /dev/full here");
		return;
	}
	EXPECT(outcome_log_open(&l, "/dev/full", &e) == 0);
	outcome_log_tell(&l, &o);
	EXPECT(outcome_log_sync(&l, &e) < 0 && e.status == ST_FAIL);
	EXPECT(l.told.len > 0);
	outcome_log_close(&l);
}

int
main(void)
{
	scratch_begin();
	test("each kind of line is read and written, and nothing else", lines);
	test("a long reason is cut, not within a character", long_reason);
	test("a log that is rewritten keeps its lines, bad ones are set aside",
	    rewritten);
	test("a line is read again where it stands", read_again);
	test("so many lines are synced at once", groups);
	test("what the disk does not take is told and kept", full_disk);
	scratch_files(1);
	scratch_end();
	return test_done();
}
