#include "flow/tickets/flow_tickets.h"

#include <signal.h>
#include <sys/stat.h>

#include "ok.h"
#include "scratch.h"
#include "sys/clock.h"
#include "test.h"

static struct flow_tickets t;
static struct err e;
static struct buf said;

#define HELLO "echo 'recon-tickets 1 window=4'\n"
#define TAB "	"

static void
note(void *arg, const char *line)
{
	(void)arg;
	buf_str(&said, line);
	buf_byte(&said, '\n');
}

/* What was said since. */
static const char *
what_was_said(void)
{
	buf_byte(&said, '\0');
	buf_clear(&said);
	return said.p;
}

static const struct flow_tickets_setup set = {
	.file = "broker.ini", .programs = "/nowhere", .store = "s1", .say = note
};

/* The program, in sh: what it is told it adds to the file heard. */
static void
start(const char *script)
{
	static const char broker[] = "[broker]\ntransport = ./p\nhost = x\n";
	struct buf b = { 0 };

	unlink("heard");
	scratch_write("broker.ini", broker, sizeof broker - 1);
	chmod("broker.ini", 0600);
	buf_str(&b, "#!/bin/sh\n");
	buf_str(&b, script);
	scratch_write("p", b.p, b.len);
	chmod("p", 0755);
	buf_free(&b);
	OK(flow_tickets_open(&t, &set, &e));
	EXPECT(!flow_tickets_can(&t, "sftp", "fast"));
	flow_tickets_step(&t);
}

/* One round: waits for it, unless something is to be done. */
static void
turn(void)
{
	struct pollfd fds[FLOW_TICKETS_FDS];
	size_t n = flow_tickets_poll(&t, fds);
	int64_t ms = flow_tickets_due(&t) - clock_monotonic_ms();

	if (ms > 20)
		ms = 20;
	if (ms > 0)
		poll(fds, (nfds_t)n, (int)ms);
	flow_tickets_step(&t);
}

static void
until(enum flow_tickets_state state)
{
	while (t.state != state)
		turn();
}

/* Until the program has heard these lines. */
static void
heard(const char *want)
{
	char got[4096];
	size_t n;

	for (int i = 0; i < 3000; i++) {
		FILE *f = fopen("heard", "r");

		n = f ? fread(got, 1, sizeof got - 1, f) : 0;
		got[n] = '\0';
		if (f)
			fclose(f);
		if (!strcmp(got, want))
			return;
		turn();
	}
	EXPECT_STR(got, want);
}

/* What it wrote is gone only behind its end. */
static void
end(void)
{
	process_signal(&t.process, SIGKILL);
	if (t.process.pid > 0 && !t.process.ended)
		waitpid(t.process.pid, NULL, 0);
	flow_tickets_free(&t);
	what_was_said();
	scratch_files(1);
}

static bool
give(uint32_t number)
{
	return flow_tickets_give(
	    &t, "sftp", "fast", &(struct flow_ticket){ 17, 3, number });
}

static void
given(void)
{
	start(HELLO "exec cat >heard\n");
	EXPECT_STR(what_was_said(), "");
	until(FLOW_TICKETS_READY);
	EXPECT(flow_tickets_can(&t, "sftp", "fast"));
	EXPECT(give(1) && flow_tickets_can(&t, "sftp", "fast"));
	EXPECT(give(2) && !flow_tickets_can(&t, "sftp", "fast"));
	EXPECT(flow_tickets_give(
	    &t, "send a\tb", "", &(struct flow_ticket){ 1, 0, 1 }));
	EXPECT(give(4) && !give(5)); /* four may be out */
	flow_tickets_want(&t, "sftp", "fast", 5);
	heard("give\t0\tsftp\tfast\t17 3 1\n"
	      "give\t1\tsftp\tfast\t17 3 2\n"
	      "give\t2\tsend a\\tb\t\t1 0 1\n"
	      "give\t3\tsftp\tfast\t17 3 4\n"
	      "queue\tsftp\tfast\t5\n");
	EXPECT_STR(what_was_said(), "");
	end();
}

static void
answered(void)
{
	start(HELLO "while read -r word number rest; do\n"
		    "printf '%s\\n' \"$word\" >>heard\n"
		    "case $number in 0) ;;\n"
		    "3) printf 'lost\\t3\\tnone\\ngiven\\t0\\n' ;;\n"
		    "*) printf 'given\\t%s\\n' \"$number\" ;;\n"
		    "esac; done\n");
	until(FLOW_TICKETS_READY);
	EXPECT(give(1) && give(2) && give(3) && !!give(4) && !give(5));
	heard("give\ngive\ngive\ngive\n");
	while (tickets_given_out(&t.given))
		turn();
	EXPECT(give(6));
	EXPECT_STR(what_was_said(), "");
	end();
}

static struct flow_ticket_here here;

static void
next(int64_t run, uint64_t handle)
{
	while (!flow_tickets_next(&t, &here))
		turn();
	EXPECT(here.of.run == run && here.handle.number == handle);
}

static void
came(void)
{
	struct flow_ticket_handle first;

	start(HELLO "printf 'ticket\\t%s\\n' '1\tsftp\tfast\t17 3 2' "
		    "'2\tsftp\tfast\tno ticket' "
		    "'3\tsftp\tfast\t18 0 4294967296' "
		    "'4\tsftp\tfast\t18 0 1'\n"
		    "cat >heard; exit 3\n");
	next(17, 1);
	EXPECT(here.of.node == 3 && here.of.number == 2);
	EXPECT_STR(here.class, "sftp");
	EXPECT_STR(here.lane, "fast");
	first = here.handle;
	next(18, 4);
	EXPECT(!flow_tickets_next(&t, &here));
	flow_tickets_took(&t, first);
	flow_tickets_back(&t, here.handle);
	/* those that nobody can do are over */
	heard("took\t2\ntook\t3\ntook\t1\nback\t4\n");
	/* what the one before had is void for the next */
	kill(t.process.pid, SIGKILL);
	until(FLOW_TICKETS_OVER);
	EXPECT(strstr(what_was_said(),
	    "broker.ini: no tickets are given: ./p was killed by signal 9; "
	    "what is ready is begun without\n"));
	EXPECT(flow_tickets_due(&t) - clock_monotonic_ms() > 500);
	unlink("heard");
	until(FLOW_TICKETS_READY);
	EXPECT_STR(what_was_said(), "broker.ini: tickets are given again\n");
	next(17, 1);
	flow_tickets_took(&t, first);
	flow_tickets_took(&t, here.handle);
	next(18, 4);
	heard("took\t2\ntook\t3\ntook\t1\n");
	end();
}

static void
wants(void)
{
	start(HELLO "printf '%s\\n' new >>heard\n"
		    "while read -r line; do printf '%s\\n' \"$line\" >>heard\n"
		    "case $line in took*) exit 0 ;; esac\n"
		    "done\n");
	flow_tickets_want(&t, "c", "fast", 3);
	flow_tickets_want(&t, "c", "slow", 1);
	flow_tickets_want(&t, "d", "fast", 0);
	heard("new\nqueue\tc\tfast\t3\nqueue\tc\tslow\t1\n");
	flow_tickets_want(&t, "c", "fast", 3);
	flow_tickets_want(&t, "c", "slow", 0);
	flow_tickets_want(&t, "d", "fast", 5000);
	heard("new\nqueue\tc\tfast\t3\nqueue\tc\tslow\t1\n"
	      "queue\tc\tslow\t0\nqueue\td\tfast\t1000\n");
	/* the next one is told all of them */
	flow_tickets_took(
	    &t, (struct flow_ticket_handle){ .life = t.life, .number = 1 });
	until(FLOW_TICKETS_OVER);
	EXPECT_STR(what_was_said(),
	    "broker.ini: no tickets are given: ./p ended with status 0; what "
	    "is ready is begun without\n");
	unlink("heard");
	heard("new\nqueue\tc\tfast\t3\nqueue\td\tfast\t1000\n");
	end();
}

static void
not_now(void)
{
	start(HELLO "read -r a; printf 'blocked\\tlow on memory\\n'\n"
		    "read -r a; printf 'refused\\tsftp\\tfast\\tno right\\n'\n"
		    "printf 'unblocked\\n'\n"
		    "read -r a; printf 'refused\\tsftp\\tfast\\tno right\\n'\n"
		    "cat >heard\n");
	until(FLOW_TICKETS_READY);
	flow_tickets_want(&t, "sftp", "fast", 5);
	while (!t.blocked)
		turn();
	EXPECT(!give(1));
	EXPECT_STR(what_was_said(),
	    "broker.ini: no tickets are given: low on memory; what is ready is "
	    "begun without\n");
	flow_tickets_want(&t, "sftp", "slow", 5);
	while (t.blocked)
		turn();
	EXPECT_STR(what_was_said(),
	    "broker.ini: no tickets of class sftp, lane fast: no right\n"
	    "broker.ini: tickets are given again\n");
	/* of that queue alone, and it is not asked for again at once */
	EXPECT(!give(1) && flow_tickets_can(&t, "sftp", "slow"));
	EXPECT(flow_tickets_due(&t) - clock_monotonic_ms() > 30000);
	EXPECT(flow_tickets_give(
	    &t, "sftp", "slow", &(struct flow_ticket){ 1, 2, 3 }));
	for (int i = 0; i < 10; i++)
		turn();
	EXPECT_STR(what_was_said(), "");
	end();
}

static void
no_protocol(void)
{
	static const struct {
		const char *script, *said;
	} rows[] = {
		{ "echo recon-tickets 2; sleep 100\n",
		    "it broke the protocol: \"recon-tickets 2\"" },
		{ "echo recon-tickets 1 window=0; sleep 100\n",
		    "it broke the protocol: \"recon-tickets 1 window=0\"" },
		{ HELLO "printf 'given\\t1\\n'; sleep 100\n",
		    "it broke the protocol: \"given\\x091\"" },
		{ HELLO "printf 'took\\t1\\n'; sleep 100\n",
		    "it broke the protocol: \"took\\x091\"" },
		{ HELLO "printf x; exit 0\n",
		    "the end of the input cuts it off" },
		{ "exit 2\n", "./p ended with status 2" },
		{ "sleep 100 & exit 75\n", "./p ended with status 75" },
	};
	char want[200];

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		start(rows[i].script);
		while (t.state != FLOW_TICKETS_OVER)
			turn();
		snprintf(want, sizeof want,
		    "broker.ini: no tickets are given: %s; what is ready is "
		    "begun without\n",
		    rows[i].said);
		EXPECT_STR(what_was_said(), want);
		EXPECT(!give(1));
		end();
	}
}

/* Each time that it does not become ready it rests twice as long. */
static void
rests(void)
{
	static const int64_t ms[] = { 1000, 2000, 4000, 8000, 16000, 32000,
		60000, 60000 };

	start("exit 75\n");
	for (size_t i = 0; i < sizeof ms / sizeof *ms; i++) {
		int64_t left;

		until(FLOW_TICKETS_OVER);
		left = flow_tickets_due(&t) - clock_monotonic_ms();
		EXPECT(left <= ms[i] && left > ms[i] / 2);
		t.due = 0;
		flow_tickets_step(&t);
	}
	EXPECT_STR(what_was_said(),
	    "broker.ini: no tickets are given: ./p ended with status 75; what "
	    "is ready is begun without\n");
	end();
}

/* One that hangs takes tickets only until its time is over. */
static void
hangs(void)
{
	start(HELLO "while :; do sleep 100; done\n");
	until(FLOW_TICKETS_READY);
	EXPECT(give(1));
	turn();
	clock_set(clock_wall_s(), clock_monotonic_ms() + 59000);
	flow_tickets_step(&t);
	EXPECT(t.state == FLOW_TICKETS_READY);
	clock_set(clock_wall_s(), clock_monotonic_ms() + 2000);
	flow_tickets_step(&t);
	EXPECT(t.state == FLOW_TICKETS_KILLED);
	clock_release();
	until(FLOW_TICKETS_OVER);
	EXPECT_STR(what_was_said(),
	    "broker.ini: no tickets are given: it did not answer in time; what "
	    "is ready is begun without\n");
	end();
}

static void
bad_files(void)
{
	static const char text[] = "[broker]\nhost = x\n";

	EXPECT(flow_tickets_open(&t, &set, &e) == -1);
	EXPECT_STR(e.text, "broker.ini: No such file or directory");
	scratch_write("broker.ini", text, sizeof text - 1);
	chmod("broker.ini", 0600);
	EXPECT(flow_tickets_open(&t, &set, &e) == -1);
	EXPECT_STR(e.text, "broker.ini: [broker] has no transport");
	chmod("broker.ini", 0622);
	EXPECT(flow_tickets_open(&t, &set, &e) == -1 && e.status == ST_FAIL);
	scratch_files(1);
	/* without one nothing is to be done */
	t = (struct flow_tickets){ 0 };
	flow_tickets_step(&t);
	EXPECT(flow_tickets_poll(&t, NULL) == 0 && !give(1));
	EXPECT(flow_tickets_due(&t) == INT64_MAX);
	flow_tickets_free(&t);
}

int
main(void)
{
	scratch_begin();
	test("tickets are given while there is room", given);
	test("answers make room, in any order", answered);
	test(
	    "what comes is settled by its handle, as long as the program lives",
	    came);
	test("what is wanted is told once, and again to the next program",
	    wants);
	test("while the broker takes none, or not of a queue, none is given",
	    not_now);
	test("one that does not keep to the protocol, or ends, is told of",
	    no_protocol);
	test("one that does not become ready rests longer and longer", rests);
	test("one that does not answer is ended", hangs);
	test("a file that names no program is refused", bad_files);
	buf_free(&said);
	scratch_end();
	return test_done();
}
