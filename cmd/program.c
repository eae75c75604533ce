#include "program.h"

#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/mem.h"
#include "facts_file.h"
#include "failed.h"
#include "files_apart.h"
#include "options.h"
#include "progress.h"
#include "values_file.h"

#ifndef RECON_VERSION
#define RECON_VERSION "0"
#endif
#ifndef RECON_DATADIR
#define RECON_DATADIR "/usr/local/share/recon"
#endif
#ifndef RECON_LIBEXECDIR
#define RECON_LIBEXECDIR "/usr/local/libexec/recon"
#endif

#ifndef RECON_PROGRAMS
#define RECON_PROGRAMS ""
#endif

const char program_version[] = RECON_VERSION;
const char program_names[] = RECON_PROGRAMS;

void
program_hold_standard_descriptors(void)
{
	for (int fd = 0; fd <= 2; fd++)
		if (fcntl(fd, F_GETFD) < 0)
			open("/dev/null", fd == 0 ? O_WRONLY : O_RDONLY);
}

/* DIR/WHAT beside the directory of the programs; where it is not there, at
 * BASE/WHAT, where it was installed. */
static char *
beside(const char *dir, const char *base, const char *what)
{
	char exe[PATH_MAX];
	ssize_t n = readlink("/proc/self/exe", exe, sizeof exe - 1);
	struct buf b = { 0 };

	for (int up = 0; up < 2 && n > 0; up++)
		while (n > 0 && exe[--n] != '/')
			;
	if (n > 0) {
		buf_add(&b, (struct span){ exe, (size_t)n });
		buf_printf(&b, "/%s/%s", dir, what);
		buf_byte(&b, '\0');
		if (access(b.p, R_OK) == 0)
			return b.p;
		buf_clear(&b);
	}
	buf_printf(&b, "%s/%s", base, what);
	buf_byte(&b, '\0');
	return b.p;
}

char *
program_installed(const char *what)
{
	return beside("share/recon", RECON_DATADIR, what);
}

char *
program_transports(void)
{
	return beside("libexec/recon", RECON_LIBEXECDIR, "transport");
}

char *
program_tickets(void)
{
	return beside("libexec/recon", RECON_LIBEXECDIR, "tickets");
}

char *
program_attempt(void)
{
	return beside("libexec/recon", RECON_LIBEXECDIR, "attempt");
}

char *
program_profiles(void)
{
	return program_installed("profiles");
}

/* What has no #total, or one of another time, cannot name a part in it. */
static void
check_part(const struct program *p)
{
	for (size_t i = 0; i < p->n_given; i++) {
		if (strcmp(p->given[i].option, "part"))
			continue;
		if (p->plain)
			messages_fail("--part: does not go with --plain");
		if (stream_version() == 1)
			messages_fail("--part: does not go with "
				      "--stream-version 1, which has no word "
				      "for it");
	}
}

void
program_begin(struct program *p, int argc, char **argv)
{
	static char dash[] = "-";
	static char *only_stdin[] = { dash, NULL };
	int operands;

	mem_program = p->name;
	failed_begin(p);
	program_hold_standard_descriptors();
	signal(SIGXFSZ, SIG_IGN); /* write(2) tells that the file is full */
	operands = options_read(p, argc, argv);
	if (p->stream_version)
		stream_write_version((int)p->stream_version);
	check_part(p);
	progress_begin(p->name, p->progress);
	p->operands = argv + operands;
	p->n_operands = argc - operands;
	if (p->n_operands == 0) {
		p->operands = only_stdin;
		p->n_operands = 1;
	}
	values_file_read(p);
	files_apart_check(p);
	facts_file_begin(p);
	values_file_begin(p);
}

/* A digest that only parts of an input have says nothing of the whole. */
static void
say_half_digested(void)
{
	const char *name = stream_half_digested();

	if (name)
		messages_say("%s: not every #total has xxh3=: only counts and "
			     "sums were checked, not keys, dates and carried "
			     "fields",
		    name);
}

int
program_end(struct program *p, enum status status)
{
	say_half_digested();
	facts_file_end(p, status);
	values_file_end(p, status);
	facts_free(&p->facts);
	free(p->said);
	free(p->files);
	free(p->given);
	profile_free(&p->profile);
	return (int)status;
}
