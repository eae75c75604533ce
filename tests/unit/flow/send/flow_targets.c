#include "flow/send/flow_targets.h"

#include <signal.h>
#include <sys/stat.h>

#include "scratch.h"
#include "sys/clock.h"
#include "test.h"

static struct flow_targets t;
static struct flow_answer a;

#define GREET "echo 'recon-transport 1 window=2'\n"
#define IDS "id=${event#*'\"id\":\"'} id=${id%%'\"'*}\n"

static void
begin(const char *script)
{
	static const char targets[] = "[ops]\ntransport = ./t\n";
	struct buf b = { 0 };

	buf_printf(&b, "#!/bin/sh\n%s", script);
	scratch_write("t", b.p, b.len);
	chmod("t", 0755);
	scratch_write("targets.ini", targets, sizeof targets - 1);
	chmod("targets.ini", 0644);
	t = (struct flow_targets){ .dir = "sent", .transports = "." };
	buf_free(&b);
}

static void
end(void)
{
	flow_targets_free(&t);
	if (system("rm -rf sent seen"))
		scratch_die("rm");
}

static void
give(int64_t attempt, const char *id, uint32_t within)
{
	struct buf b = { 0 };

	buf_printf(&b, "{\"id\":\"%s\"}", id);
	flow_targets_send(&t, attempt, "targets.ini", "ops", span_str(id),
	    buf_span(&b), within);
	buf_free(&b);
}

static void
turn(void)
{
	struct pollfd fds[2 * COURIER_FDS];
	size_t n = flow_targets_poll(&t, fds);
	int64_t ms = flow_targets_due(&t) - clock_monotonic_ms();

	poll(fds, (nfds_t)n, ms > 20 ? 20 : ms > 0 ? (int)ms : 0);
	flow_targets_step(&t);
}

/* The next answer, within half a minute: "ATTEMPT KIND REASON VALUES". */
static const char *
next(void)
{
	static const char *const kinds[] = { "none", "ok", "retry", "fail" };
	static struct buf b;
	int64_t until = clock_monotonic_ms() + 30000;

	buf_clear(&b);
	while (!flow_targets_next(&t, &a)) {
		if (clock_monotonic_ms() > until)
			return "no answer";
		turn();
	}
	buf_printf(&b, "%d %s", (int)a.attempt,
	    a.late ? "late" : kinds[a.answer.kind]);
	if (a.answer.reason.len)
		buf_printf(
		    &b, " %.*s", (int)a.answer.reason.len, a.answer.reason.p);
	buf_add(&b, buf_span(&a.answer.values));
	buf_byte(&b, '\0');
	answer_free(&a.answer);
	return b.p;
}

static void
answered(void)
{
	begin(GREET "while read -r event; do " IDS
		    "case $id in f*) printf '%s\\tfail\\tnever\\n' $id ;;\n"
		    "r*) printf '%s\\tretry\\t5\\tbusy\\n' $id ;;\n"
		    "*) printf '%s\\tok\\tn=1\\n' $id; esac; done");
	give(1, "e1", 0);
	EXPECT_STR(next(), "1 ok\tn=1");
	give(2, "f1", 0);
	give(-3, "r1", 0);
	EXPECT_STR(next(), "2 fail never");
	EXPECT_STR(next(), "-3 retry busy");
	end();
}

static void
more_than_window(void)
{
	begin(GREET "while read -r event; do " IDS
		    "printf '%s\\tok\\n' $id; done");
	for (int i = 1; i <= 50; i++) {
		char id[16];

		snprintf(id, sizeof id, "e%d", i);
		give(i, id, 0);
	}
	for (int i = 1; i <= 50; i++) {
		char want[16];

		snprintf(want, sizeof want, "%d ok", i);
		EXPECT_STR(next(), want);
	}
	end();
}

static void
late(void)
{
	begin(GREET "read -r event; " IDS "echo $id >>seen\n"
		    "until test -e go; do sleep 0.05; done\n"
		    "printf '%s\\tok\\n' $id\n"
		    "while read -r event; do " IDS
		    "echo $id >>seen; printf '%s\\tok\\n' $id; done");
	give(1, "e1", 1);
	EXPECT_STR(next(), "1 late");
	give(2, "e1", 0); /* the transport still has it */
	turn();
	scratch_write("go", "", 0);
	EXPECT_STR(next(), "2 ok");
	unlink("go");
	end();
}

static void
gone(void)
{
	begin("exit 1");
	give(1, "e1", 0);
	EXPECT(!strncmp(next(), "1 retry ", 8));
	end();
	begin("echo wrong >&2; exit 2");
	give(1, "e1", 0);
	EXPECT(!strncmp(next(), "1 fail ", 7));
	end();
	begin(GREET);
	flow_targets_send(&t, 1, "targets.ini", "none", SPAN("e1"),
	    SPAN("{\"id\":\"e1\"}"), 0);
	EXPECT(!strncmp(next(), "1 fail targets.ini", 18));
	end();
}

/* A runner dies; its transport answers what it has, and the next one takes it. */
static void
left(void)
{
	begin(GREET "while read -r event; do " IDS "echo $id >>seen\n"
		    "until test -e go; do sleep 0.05; done\n"
		    "printf '%s\\tok\\tn=9\\n' $id; done");
	give(1, "e1", 0);
	while (access("seen", F_OK) != 0)
		turn();
	flow_targets_free(&t);
	scratch_write("go", "", 0);
	t = (struct flow_targets){ .dir = "sent", .transports = "." };
	give(1, "e1", 0);
	EXPECT_STR(next(), "1 ok\tn=9");
	EXPECT(scratch_holds("seen", "e1\n")); /* once */
	unlink("go");
	end();
}

int
main(void)
{
	signal(SIGPIPE, SIG_IGN);
	scratch_begin();
	test("each event has its answer", answered);
	test("more events than a transport takes at once", more_than_window);
	test("an answer that comes too late is none", late);
	test(
	    "a transport that cannot be, and a target that is not there", gone);
	test("what was answered when nobody listened is not sent again", left);
	unlink("t");
	unlink("targets.ini");
	scratch_end();
	return test_done();
}
