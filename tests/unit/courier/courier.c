#include "courier/courier.h"

#include <errno.h>
#include <signal.h>
#include <sys/stat.h>

#include "scratch.h"
#include "sys/clock.h"
#include "sys/file/file_growth.h"
#include "test.h"

static struct courier c;
static struct courier_answer a;
static struct err e;

/* What a transport in sh is made of. */
#define GREET "echo 'recon-transport 1 window=4'\n"
#define IDS "id=${event#*'\"id\":\"'} id=${id%%'\"'*}\n"

static void
transport(const char *script)
{
	struct buf b = { 0 };

	buf_str(&b, "#!/bin/sh\n");
	buf_str(&b, script);
	scratch_write("t", b.p, b.len);
	chmod("t", 0755);
	buf_free(&b);
}

static void
start(const char *script)
{
	const struct courier_setup s = { "./t", "targets", "ops", "answers", -1,
		600 };

	transport(script);
	EXPECT(courier_start(&c, &s, &e) == 0);
}

/* One round: waits for it, unless something is to be done. */
static void
turn(void)
{
	struct pollfd fds[COURIER_FDS];
	size_t n = courier_poll(&c, fds);
	int64_t ms = courier_due(&c) - clock_monotonic_ms();

	if (n < COURIER_FDS - 1 || ms > 60000)
		ms = n < COURIER_FDS - 1 ? FILE_GROWTH_STEP_MS : 60000;
	if (ms > 0)
		poll(fds, (nfds_t)n, (int)ms);
	courier_step(&c);
}

static void
until(enum courier_state state)
{
	while (c.state != state)
		turn();
}

/* Waits for an answer; its line. */
static const char *
next(void)
{
	static struct buf b;
	char tag[24];

	while (!courier_answer(&c, &a))
		turn();
	buf_clear(&b);
	snprintf(tag, sizeof tag, "%s%u", a.given ? "" : "not given ",
	    (unsigned)a.tag);
	answer_format(&b, span_str(tag), &a.answer);
	b.p[b.len - 1] = '\0';
	return b.p;
}

static void
put(unsigned tag)
{
	char id[24], line[64];

	snprintf(id, sizeof id, "e%u", tag);
	snprintf(line, sizeof line, "{\"id\":\"%s\"}", id);
	courier_put(&c, tag, span_str(id), span_str(line));
}

static bool
fault(const char *text)
{
	struct span f = courier_fault(&c);

	if (span_eq(f, span_str(text)))
		return true;
	printf("# fault \"%.*s\"\n", (int)f.len, f.p);
	return false;
}

/* It is told, and goes by itself. */
static void
finish(void)
{
	courier_finish(&c);
	until(COURIER_OVER);
	EXPECT(!courier_answer(&c, &a) && courier_is_over(&c));
	EXPECT(fault("") && !courier_is_busy(&c) && !courier_has_refused(&c));
	courier_free(&c);
	unlink("answers");
}

/* It is over, and the fault is this. */
static void
is_over(const char *text)
{
	until(COURIER_OVER);
	EXPECT(!courier_answer(&c, &a) && courier_is_over(&c));
	EXPECT(fault(text));
	courier_free(&c);
	unlink("answers");
}

static const char good[] = GREET "while IFS= read -r event; do\n" IDS
				 "printf '%s\\tok\\tby=%s\\n' $id $2\ndone\n";

static void
delivers(void)
{
	start(good);
	EXPECT(courier_room(&c) == 0 && courier_is_busy(&c));
	until(COURIER_READY);
	EXPECT(courier_room(&c) == 4 && !courier_is_busy(&c));
	EXPECT(courier_due(&c) == INT64_MAX);
	put(1);
	put(2);
	EXPECT(courier_room(&c) == 2 && courier_is_busy(&c));
	EXPECT_STR(next(), "1\tok\tby=ops");
	EXPECT_STR(next(), "2\tok\tby=ops");
	EXPECT(courier_answers_taken(&c) ==
	    strlen("recon-transport 1 window=4\n"
		   "e1\tok\tby=ops\ne2\tok\tby=ops\n"));
	put(3);
	EXPECT_STR(next(), "3\tok\tby=ops");
	finish();
}

static void
many(void)
{
	static char line[1 << 16];
	unsigned given = 0, got = 0;

	memset(line, 'x', sizeof line);
	memcpy(line, "{\"id\":\"e", 8);
	start("echo 'recon-transport 1 window=256'\n"
	      "while IFS= read -r event; do\n" IDS
	      "printf '%s\\tok\\n' $id\ndone\n");
	while (got < 24) {
		while (given < 24 && courier_room(&c)) {
			char id[16];

			snprintf(id, sizeof id, "e%03u", given);
			memcpy(line + 7, id, 4);
			line[11] = '"';
			courier_put(&c, given++, span_str(id),
			    (struct span){ line, sizeof line });
		}
		turn();
		while (courier_answer(&c, &a))
			EXPECT(a.tag == got++ && a.answer.kind == ANSWER_OK);
	}
	finish();
}

static void
late_answers(void)
{
	start(GREET
	    "while IFS= read -r event; do\n" IDS "all=\"$id $all\"\ndone\n"
	    "for id in $all; do\n"
	    "printf '%s\\tretry\\t7\\tfull\\tpaced=yes\\n' $id\ndone\n");
	until(COURIER_READY);
	put(1);
	put(2);
	courier_finish(&c);
	EXPECT(courier_room(&c) == 0);
	EXPECT_STR(next(), "2\tretry\t7\tfull\tpaced=yes");
	EXPECT_STR(next(), "1\tretry\t7\tfull\tpaced=yes");
	finish();
}

static void
finished_early(void)
{
	start(good);
	finish();
}

/* The transport has made a file. */
static void
until_here(void)
{
	while (access("here", F_OK))
		poll(NULL, 0, FILE_GROWTH_STEP_MS);
	unlink("here");
}

/* Each owes what it has, whatever the reason. */
static void
faults(void)
{
	static const struct {
		const char *script, *reason;
	} cases[] = {
		{ GREET "read x; exit 3\n",
		    "the transport ended with status 3" },
		{ GREET "read x; exit 0\n",
		    "the transport ended with status 0" },
		{ GREET "read x; kill -9 $$\n",
		    "the transport was killed by signal 9" },
		{ GREET "read x; echo nonsense; cat\n",
		    "the transport broke the protocol: no answer: "
		    "\"nonsense\"" },
		{ GREET "read x; printf 'e7\\tok\\n'; cat\n",
		    "the transport broke the protocol: it answers \"e7\", "
		    "which is not with it" },
		{ GREET "read x; printf 'e1 ok\\n'; cat >/dev/null\n",
		    "the transport broke the protocol: no answer: "
		    "\"e1 ok\"" },
		{ GREET "read x; head -c 20000000 /dev/zero; cat\n",
		    "the transport broke the protocol: an answer of more than "
		    "8388608 bytes" },
		{ GREET "read x; exec yes\n",
		    "the transport broke the protocol: no answer: \"y\"" },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		char want[160];

		start(cases[i].script);
		until(COURIER_READY);
		put(1);
		put(2);
		snprintf(want, sizeof want, "1\tretry\t-\t%s", cases[i].reason);
		EXPECT_STR(next(), want);
		want[0] = '2';
		EXPECT_STR(next(), want);
		is_over(cases[i].reason);
	}
}

static void
answered_twice(void)
{
	static const char why[] = "the transport broke the protocol: it "
				  "answers \"e1\", which is not with it";

	start(GREET "read x; printf 'e1\\tok\\ne1\\tok\\ne2\\tok\\n'; cat\n");
	until(COURIER_READY);
	put(1);
	put(2);
	EXPECT_STR(next(), "1\tok");
	EXPECT_STR(next(),
	    "2\tretry\t-\tthe transport broke the protocol: it "
	    "answers \"e1\", which is not with it");
	is_over(why);
}

static void
answers_before_its_end(void)
{
	struct answer answer = { 0 };
	struct span id;
	struct err why;

	start(GREET "read x; read x; printf 'e2\\tok\\ne1\\tok\\treply=1'; "
		    "kill -9 $$\n");
	until(COURIER_READY);
	put(1);
	put(2);
	EXPECT_STR(next(), "2\tok");
	EXPECT_STR(next(), "1\tretry\t-\tthe transport was killed by signal 9");
	courier_free(&c);
	/* the answer that was cut off is none, nor does it join the next
	 * one's lines */
	start(good);
	until(COURIER_READY);
	put(1);
	EXPECT_STR(next(), "1\tok\tby=ops");
	EXPECT(scratch_holds("answers",
	    "recon-transport 1 window=4\ne2\tok\ne1\tok\treply=1\t\n"
	    "recon-transport 1 window=4\ne1\tok\tby=ops\n"));
	EXPECT(answer_parse(&answer, SPAN("e1\tok\treply=1\t"), &id, &why) < 0);
	answer_free(&answer);
	finish();
}

static void
begins_badly(void)
{
	static const struct {
		const char *script, *reason;
		bool refused;
	} cases[] = {
		{ "exit 2\n", "the transport ended with status 2", true },
		{ GREET "exit 2\n", "the transport ended with status 2", true },
		{ "exit 75\n", "the transport ended with status 75", false },
		{ "kill -9 $$\n", "the transport was killed by signal 9",
		    false },
		{ "echo hello; cat\n",
		    "the transport broke the protocol: its first line is "
		    "\"hello\"",
		    false },
		{ "echo 'recon-transport 2 window=4'; cat\n",
		    "the transport broke the protocol: its first line is "
		    "\"recon-transport 2 window=4\"",
		    false },
		{ "echo 'recon-transport 1 window=0'; exit 2\n",
		    "the transport broke the protocol: its first line is "
		    "\"recon-transport 1 window=0\"",
		    false },
		{ "echo 'recon-transport 1 window=257'; cat\n",
		    "the transport broke the protocol: its first line is "
		    "\"recon-transport 1 window=257\"",
		    false },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		start(cases[i].script);
		while (c.state != COURIER_OVER) {
			struct pollfd wait = { c.process.watch, POLLIN, 0 };

			poll(&wait, wait.fd >= 0, 20);
			courier_step(&c);
		}
		EXPECT(courier_has_refused(&c) == cases[i].refused);
		is_over(cases[i].reason);
	}
	unlink("t");
	EXPECT(courier_start(&c,
		   &(struct courier_setup){
		       "./t", "targets", "ops", "answers", -1, 600 },
		   &e) == -1);
	EXPECT_STR(e.text, "./t: No such file or directory");
	EXPECT(courier_is_over(&c) && !courier_is_busy(&c));
	unlink("answers");
	EXPECT(courier_start(&c,
		   &(struct courier_setup){
		       "./t", "targets", "ops", "absent/answers", -1, 600 },
		   &e) == -1);
	EXPECT_STR(e.text, "absent/answers: No such file or directory");
}

/* The clock stands until it is told. */
static void
at(int64_t s)
{
	clock_set(1700000000 + s, s * 1000);
}

static void
time_is_over(void)
{
	at(0);
	start(GREET "while IFS= read -r event; do :; done\n");
	until(COURIER_READY);
	put(1);
	courier_step(&c);
	at(599);
	put(2);
	courier_step(&c);
	EXPECT(courier_due(&c) == 600000 && c.state == COURIER_READY);
	at(600);
	EXPECT_STR(next(), "1\tretry\t-\tno answer within 600 s");
	EXPECT_STR(next(), "2\tretry\t-\tno answer within 600 s");
	is_over("no answer within 600 s");
	clock_release();
}

static void
answer_nobody_has_read(void)
{
	at(0);
	start(GREET "read event; printf 'e1\\tok\\n'; echo >here; cat\n");
	until(COURIER_READY);
	put(1);
	courier_step(&c);
	until_here();
	at(700);
	courier_step(&c);
	EXPECT_STR(next(), "1\tok");
	finish();
	clock_release();
}

/* Does it ignore TERM? Then KILL follows. */
static void
ignores(void)
{
	at(0);
	start("trap '' TERM\n" GREET "while :; do read x || sleep 1; done\n");
	until(COURIER_READY);
	put(1);
	courier_step(&c);
	at(600);
	courier_step(&c);
	EXPECT(c.state == COURIER_ENDING && courier_due(&c) == 605000);
	at(604);
	courier_step(&c);
	EXPECT(c.state == COURIER_ENDING && courier_is_busy(&c));
	at(605);
	courier_step(&c);
	EXPECT(c.state == COURIER_KILLED);
	EXPECT_STR(next(), "1\tretry\t-\tno answer within 600 s");
	EXPECT(c.process.signal == SIGKILL);
	is_over("no answer within 600 s");
	clock_release();
}

static void
does_not_begin_or_end(void)
{
	at(0);
	start("read x\n");
	at(29);
	courier_step(&c);
	EXPECT(c.state == COURIER_STARTING && courier_due(&c) == 30000);
	at(30);
	is_over("the transport did not begin within 30 s");
	at(0);
	start(GREET "while :; do read x || sleep 1; done\n");
	until(COURIER_READY);
	courier_finish(&c);
	courier_step(&c);
	at(9);
	courier_step(&c);
	EXPECT(c.state == COURIER_FINISHING && courier_due(&c) == 10000);
	at(10);
	is_over("the transport did not end within 10 s");
	clock_release();
}

static void
does_not_read(void)
{
	static char line[1 << 20];

	memset(line, 'x', sizeof line);
	at(0);
	start(GREET "exec sleep 1000\n");
	until(COURIER_READY);
	for (unsigned i = 0; i < 4; i++) {
		char id[2] = { (char)('a' + i), '\0' };

		courier_put(
		    &c, i, span_str(id), (struct span){ line, sizeof line });
	}
	courier_step(&c);
	at(600);
	EXPECT_STR(next(), "0\tretry\t-\tno answer within 600 s");
	next();
	next();
	EXPECT_STR(next(), "not given 3\tretry\t-\tno answer within 600 s");
	is_over("no answer within 600 s");
	clock_release();
}

static void
closes_its_input(void)
{
	at(0);
	start(GREET "exec <&-; echo >here; exec sleep 1000\n");
	until(COURIER_READY);
	until_here();
	put(1);
	courier_step(&c);
	EXPECT(c.state == COURIER_ENDING);
	at(5);
	EXPECT_STR(next(),
	    "not given 1\tretry\t-\tthe transport closed its "
	    "standard input");
	is_over("the transport closed its standard input");
	clock_release();
}

static void
floods(void)
{
	int saved = dup(STDERR_FILENO),
	    fd = open("said", O_RDWR | O_CREAT, 0600);

	dup2(fd, STDERR_FILENO);
	start(GREET "while IFS= read -r event; do\n" IDS
		    "head -c 1000000 /dev/zero >&2\n"
		    "printf '%s\\tok\\n' $id\ndone\n");
	dup2(saved, STDERR_FILENO);
	until(COURIER_READY);
	put(1);
	put(2);
	EXPECT_STR(next(), "1\tok");
	EXPECT_STR(next(), "2\tok");
	finish();
	EXPECT(lseek(fd, 0, SEEK_END) == 2000000);
	close(fd);
	close(saved);
	unlink("said");
}

/* As when who started it is killed: it answers, ends, and its lock with it. */
static void
let_go(void)
{
	struct courier_setup s = { "./t", "targets", "ops", "answers", -1,
		600 };
	int fd[2];
	char byte;

	if (pipe(fd))
		scratch_die("pipe");
	fcntl(fd[0], F_SETFD, FD_CLOEXEC);
	fcntl(fd[1], F_SETFD, FD_CLOEXEC);
	s.hold = fd[1];
	transport(good);
	EXPECT(courier_start(&c, &s, &e) == 0);
	close(fd[1]);
	until(COURIER_READY);
	put(1);
	courier_step(&c);
	courier_free(&c);
	EXPECT(read(fd[0], &byte, 1) == 0);
	EXPECT(scratch_holds(
	    "answers", "recon-transport 1 window=4\ne1\tok\tby=ops\n"));
	close(fd[0]);
	while (waitpid(-1, NULL, 0) < 0 && errno == EINTR)
		;
	unlink("answers");
}

int
main(void)
{
	scratch_begin();
	test("events are delivered, no more at once than the window", delivers);
	test("many large events go through", many);
	test(
	    "what is owed at the end of the input is waited for", late_answers);
	test("one that had nothing to do ends as well", finished_early);
	test("a transport that fails owes what it has, and why", faults);
	test("a second answer is not believed", answered_twice);
	test("what was answered before the end counts", answers_before_its_end);
	test("one that does not begin well is told, and whether it refused",
	    begins_badly);
	test("answers that do not come in time may be tried again",
	    time_is_over);
	test("an answer that is there and was not read yet is in time",
	    answer_nobody_has_read);
	test("one that ignores TERM is killed", ignores);
	test("begin and end have their time", does_not_begin_or_end);
	test("one that reads nothing stops nobody, and what it did not get is "
	     "told",
	    does_not_read);
	test("one that closes its input is ended", closes_its_input);
	test("what it says to people holds nothing up", floods);
	test("one that is let go answers, ends, and gives back what it holds",
	    let_go);
	answer_free(&a.answer);
	unlink("t");
	scratch_end();
	return test_done();
}
