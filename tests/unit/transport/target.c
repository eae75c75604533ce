#include "transport/target.h"

#include <sys/stat.h>

#include "option/option_value.h"
#include "scratch.h"
#include "test.h"
#include "transport/target_values.h"

struct settings {
	struct target_common common;
	const char *url;
	struct names secrets;
	uint32_t timeout;
	bool reply;
};

static const struct option_row keys[] = {
	{ "url", .set = option_value_text,
	    .at = offsetof(struct settings, url) },
	{ "secret-file", .set = target_value_list,
	    .at = offsetof(struct settings, secrets), .kind = TARGET_MANY },
	{ "timeout", .set = target_value_seconds,
	    .at = offsetof(struct settings, timeout), .least = 1, .most = 60 },
	{ "reply", .set = target_value_yes,
	    .at = offsetof(struct settings, reply) },
	{ 0 },
};

static struct target t;
static struct settings s;
static struct err e;

static int
reads(const char *text, const char *name)
{
	names_free(&s.secrets);
	s = (struct settings){ 0 };
	scratch_write("targets", text, strlen(text));
	chmod("targets", 0644);
	return target_read(&t, "targets", name, keys, &s.common, &e);
}

static void
one_section(void)
{
	EXPECT(reads("[other]\ntransport = mail\nbcc = x\n[ops]\n"
		     "transport = http\nurl = https://x/ a\n"
		     "secret-file = a,b\nsecret-file = c\n"
		     "retry = 0 5s 1d\norder = key\ntimeout = 30s\n"
		     "reply = yes\n",
		   "ops") == 0);
	EXPECT_STR(s.common.transport, "http");
	EXPECT_STR(s.url, "https://x/ a");
	EXPECT(s.secrets.n == 2 && span_eq(s.secrets.list[0], SPAN("a,b")));
	EXPECT(s.common.n_retry == 3 && s.common.retry[2] == 86400);
	EXPECT(s.common.order == TARGET_ORDER_KEY);
	EXPECT(s.timeout == 30 && s.reply);
	target_free(&t);
}

static void
for_the_sender(void)
{
	struct target_common c = { 0 };

	EXPECT(reads("[ops]\ntransport = x\nurl = u\n", "ops") == 0);
	target_free(&t);
	EXPECT(target_read_common(&t, "targets", "ops", &c, &e) == 0);
	EXPECT_STR(c.transport, "x");
	EXPECT(c.n_retry == 9 && c.retry[0] == 0 && c.retry[8] == 86400);
	EXPECT(c.order == TARGET_ORDER_NONE);
	target_free(&t);
}

static void
for_who_tells(void)
{
	struct target_common c = { 0 };
	struct buf path = { 0 };

	EXPECT(reads("[ops]\ntransport = x\n[robot]\ntransport = http\n"
		     "dialect = slack\n[all]\ntransport = ../t/own\n"
		     "dialect = wecom\nanswer-within = 1d\ntemplate = our.de\n"
		     "lang = de\nburst = 5\n",
		   "ops") == 0);
	EXPECT(s.common.answer_within == 600 && s.common.burst == 0);
	EXPECT(!s.common.template && !s.common.dialect);
	EXPECT_STR(s.common.lang, "en");
	target_transport(&t, &s.common, "/usr/libexec", &path);
	EXPECT_STR(path.p, "/usr/libexec/x");
	target_free(&t);
	EXPECT(target_read_common(&t, "targets", "robot", &c, &e) == 0);
	EXPECT(c.burst == 20);
	EXPECT_STR(c.dialect, "slack");
	target_free(&t);
	c = (struct target_common){ 0 };
	EXPECT(target_read_common(&t, "./targets", "all", &c, &e) == 0);
	EXPECT(c.answer_within == 86400 && c.burst == 5);
	EXPECT_STR(c.template, "our.de");
	EXPECT_STR(c.lang, "de");
	buf_clear(&path);
	target_transport(&t, &c, "/usr/libexec", &path);
	EXPECT_STR(path.p, "./../t/own");
	target_free(&t);
	buf_free(&path);
}

static void
refused(void)
{
	static const struct {
		const char *text, *says;
	} cases[] = {
		{ "[a]\nx = 1\n[b]\ny = 1\n[a]\nz = 1\n",
		    "targets: no target [ops]; there is a, b" },
		{ "", "targets: no target [ops]; there is none" },
		{ "[ops]\nurl = u\n", "targets: [ops] has no transport" },
		{ "[ops]\nurll = u\n",
		    "targets:2: unknown key \"urll\", see recon-targets(5)" },
		{ "[ops]\nurl = u\nurl = v\n",
		    "targets:3: \"url\" is there twice" },
		{ "[ops]\nurl =\n", "targets:2: url: no value" },
		{ "[ops]\nretry = 0 5\n",
		    "targets:2: retry: \"5\" is no duration: 0, 5s, 30m, 2h, "
		    "1d" },
		{ "[ops]\norder = no\n",
		    "targets:2: order: \"no\" is none of none, key" },
		{ "[ops]\nanswer-within = 0\n",
		    "targets:2: answer-within: \"0\" is not from 1s to "
		    "86400s" },
		{ "[ops]\nlang = en/../zh\n",
		    "targets:2: lang: \"en/../zh\" is no language: en, zh, or "
		    "how the name of a template of yours ends" },
		{ "[ops]\nburst = 0\n",
		    "targets:2: burst: \"0\" is not a number from 1 to "
		    "1000000" },
		{ "[ops]\ntimeout = 2m\n",
		    "targets:2: timeout: \"2m\" is not from 1s to 60s" },
		{ "[ops]\ntimeout = 2\n",
		    "targets:2: timeout: \"2\" is no duration: 0, 5s, 30m, "
		    "2h, 1d" },
		{ "[ops]\nreply = 1\n",
		    "targets:2: reply: \"1\" is neither yes nor no" },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		EXPECT(reads(cases[i].text, "ops") == -1);
		EXPECT(e.status == ST_FAIL);
		EXPECT_STR(e.text, cases[i].says);
	}
}

static void
too_many_tries(void)
{
	struct buf b = { 0 };

	buf_str(&b, "[ops]\nretry =");
	for (int i = 0; i <= TARGET_RETRY_MAX; i++)
		buf_str(&b, " 1s");
	buf_str(&b, "\n");
	buf_byte(&b, '\0');
	EXPECT(reads(b.p, "ops") == -1);
	EXPECT_STR(e.text, "targets:2: retry: more than 64 tries");
	buf_free(&b);
}

static void
writable(void)
{
	EXPECT(reads("[ops]\ntransport = x\n", "ops") == 0);
	target_free(&t);
	chmod("targets", 0664);
	EXPECT(target_read(&t, "targets", "ops", keys, &s.common, &e) == -1);
	EXPECT_STR(e.text,
	    "targets: others can write it (mode 0664); chmod go-w makes it "
	    "safe");
	chmod("targets", 0644);
}

static void
secrets(void)
{
	struct buf b = { 0 };

	EXPECT(mkdir("d", 0700) == 0);
	scratch_write("d/targets", "[ops]\ntransport = x\n", 20);
	scratch_write("d/s", "whisper\n", 8);
	chmod("d/s", 0600);
	EXPECT(target_read(&t, "d/targets", "ops", keys, &s.common, &e) == 0);
	EXPECT(target_secret(&t, "s", &b, &e) == 0);
	EXPECT(span_eq(buf_span(&b), SPAN("whisper")));
	buf_clear(&b);
	unsetenv("CREDENTIALS_DIRECTORY");
	EXPECT(target_secret(&t, "credential:s", &b, &e) == -1);
	EXPECT_STR(e.text,
	    "d/targets: [ops] credential:s: systemd has given no credentials "
	    "(CREDENTIALS_DIRECTORY is not set)");
	setenv("CREDENTIALS_DIRECTORY", "d", 1);
	chmod("d/s", 0440);
	EXPECT(target_secret(&t, "credential:s", &b, &e) == 0);
	EXPECT(span_eq(buf_span(&b), SPAN("whisper")));
	EXPECT(target_secret(&t, "credential:../s", &b, &e) == -1);
	EXPECT_STR(e.text,
	    "d/targets: [ops] credential:../s: not the name of a credential");
	EXPECT(target_secret(&t, "s", &b, &e) == -1);
	EXPECT_STR(e.text,
	    "d/s: others can read it (mode 0440); chmod 600 makes it safe");
	buf_free(&b);
	target_free(&t);
	unlink("d/s");
	unlink("d/targets");
}

int
main(void)
{
	scratch_begin();
	test("a target is what its section says", one_section);
	test("who starts a transport reads what all targets have",
	    for_the_sender);
	test("who tells of results reads how, and which transport does it",
	    for_who_tells);
	test("what is wrong with a target is told with its line", refused);
	test("tries are bounded", too_many_tries);
	test("a file of targets that others can write is refused", writable);
	test("secrets are files beside it, or systemd's credentials", secrets);
	names_free(&s.secrets);
	scratch_end();
	return test_done();
}
