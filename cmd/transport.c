#include "transport.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/mem.h"
#include "messages.h"
#include "program.h"
#include "sys/process/process.h"

static _Noreturn void
help(const char *name)
{
	printf(
	    "usage: %s TARGETS-FILE TARGET\n"
	    "\n"
	    "Delivers events to one target of a file of targets,\n"
	    "recon-targets(5): reads them from standard input and answers on\n"
	    "standard output, as recon-transport(7) says.\n"
	    "\n"
	    "  -h, --help     say this\n"
	    "  -V, --version  say which version it is\n",
	    name);
	exit(fflush(stdout) ? ST_FAIL : ST_OK);
}

static bool
is_either(const char *s, const char *a, const char *b)
{
	return !strcmp(s, a) || !strcmp(s, b);
}

void
transport_begin(struct target *t, const char *name, int argc, char **argv,
    const struct option_row *rows, struct target_common *settings)
{
	struct err e;

	mem_program = name;
	program_hold_standard_descriptors();
	fcntl(PROCESS_HELD, F_SETFD, FD_CLOEXEC); /* not for commands */
	signal(SIGPIPE, SIG_IGN);                 /* write(2) tells, */
	signal(SIGXFSZ, SIG_IGN); /* and that the file is full */
	if (argc == 2 && is_either(argv[1], "-h", "--help"))
		help(name);
	if (argc == 2 && is_either(argv[1], "-V", "--version")) {
		printf("%s %s\n", name, program_version);
		exit(fflush(stdout) ? ST_FAIL : ST_OK);
	}
	if (argc != 3)
		messages_bad_usage("not TARGETS-FILE and TARGET");
	if (target_read(t, argv[1], argv[2], rows, settings, &e))
		messages_die(&e);
}

int
transport_end(struct target *t, int result, const struct err *e)
{
	target_free(t);
	if (result)
		messages_die(e);
	return ST_OK;
}
