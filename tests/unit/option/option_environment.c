#include "option/option_environment.h"

#include <stdlib.h>

#include "test.h"

static struct option_environment o;
static struct err e;

/* "threads=2 memory=1M allow-empty", or why it is none. */
static void
expect(const char *text, const char *want)
{
	static const char *const names[] = { "threads", "memory",
		"allow-empty" };
	struct buf b = { 0 };
	const char *value;

	setenv(option_environment_name, text, 1);
	if (option_environment_read(&o, &e))
		buf_str(&b, e.text);
	for (int i = 0; i < 3; i++) {
		if (!option_environment_has(&o, names[i], &value))
			continue;
		buf_printf(&b, "%s%s", b.len ? " " : "", names[i]);
		if (value)
			buf_printf(&b, "=%s", value);
	}
	buf_byte(&b, '\0');
	EXPECT_STR(b.p, want);
	buf_free(&b);
	option_environment_free(&o);
}

static void
test_forms(void)
{
	expect("-j 2 -S 64M --allow-empty", "threads=2 memory=64M allow-empty");
	expect("--threads 2 --memory 64M", "threads=2 memory=64M");
	expect("--memory=10% --threads=64", "threads=64 memory=10%");
	expect("-j2 -S1G", "threads=2 memory=1G");
	expect("\t --allow-empty  -j\t7 ", "threads=7 allow-empty");
	expect("-j 1 -S 1M -j 2", "threads=2 memory=1M");
}

static void
test_none(void)
{
	unsetenv(option_environment_name);
	EXPECT(option_environment_read(&o, &e) == 0);
	EXPECT(!option_environment_has(&o, "threads", &(const char *){ 0 }));
	option_environment_free(&o);
	expect("", "");
	expect(" \t ", "");
}

static void
test_refused(void)
{
#define TAKES "; it takes -j N, -S SIZE and --allow-empty"
	expect("--plain", "RECON_OPTIONS: unrecognized option '--plain'" TAKES);
	expect("--thread-s=2",
	    "RECON_OPTIONS: unrecognized option '--thread-s', '--threads' is "
	    "near" TAKES);
	expect("-v", "RECON_OPTIONS: invalid option -- 'v'" TAKES);
	expect("-\033", "RECON_OPTIONS: invalid option -- '\\x1b'" TAKES);
	expect("-j 2 -jv",
	    "RECON_OPTIONS: --threads: \"v\" is not a number "
	    "from 1 to 64");
	expect("-S", "RECON_OPTIONS: option requires an argument -- 'S'" TAKES);
	expect("--memory",
	    "RECON_OPTIONS: option '--memory' requires an argument" TAKES);
	expect("--allow-empty=yes",
	    "RECON_OPTIONS: option '--allow-empty' doesn't allow an "
	    "argument" TAKES);
	expect("-j 0",
	    "RECON_OPTIONS: --threads: \"0\" is not a number from 1 to 64");
	expect("-S 64",
	    "RECON_OPTIONS: --memory: \"64\" is not a size; write it as 64M, "
	    "2G or 10%");
	expect("-j 2 x", "RECON_OPTIONS: \"x\" is no option");
	expect("x -j 2", "RECON_OPTIONS: \"x\" is no option");
	expect("--", "RECON_OPTIONS: \"--\" is no option");
	expect("-j 2 -- -S 1M", "RECON_OPTIONS: \"-S\" is no option");
	expect("-j 2\n",
	    "RECON_OPTIONS: --threads: \"2\\x0a\" is not a number "
	    "from 1 to 64");
}

/* It leaves getopt_long(3) at the start, for the command line. */
static void
test_read_again(void)
{
	expect("-S 1M --bad",
	    "RECON_OPTIONS: unrecognized option "
	    "'--bad'" TAKES);
	expect("-j 3", "threads=3");
	expect("-j 3", "threads=3");
}

int
main(void)
{
	test("options are taken in every form of the command line", test_forms);
	test("there are none where it is not set, or blank", test_none);
	test("what is no such option is refused, and named", test_refused);
	test("it can be read again and again", test_read_again);
	return test_done();
}
