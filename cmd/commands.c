#include "commands.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/mem.h"
#include "facts_file.h"
#include "files_apart.h"
#include "io/output.h"
#include "sys/file/write_whole.h"

void
commands_begin(const char *name)
{
	mem_program = name;
	program_hold_standard_descriptors();
	signal(SIGPIPE, SIG_IGN); /* write(2) tells, */
	signal(SIGXFSZ, SIG_IGN); /* and that the file is full */
}

void
commands_print(struct span text)
{
	struct err e;

	if (output_text(NULL, text, &e))
		messages_die(&e);
}

void
commands_version(void)
{
	struct buf b = { 0 };

	buf_printf(&b, "%s %s\n", mem_program, program_version);
	commands_print(buf_span(&b));
	buf_free(&b);
}

int
commands_print_now(struct span text, struct err *e)
{
	if (write_whole(STDOUT_FILENO, text) == 0)
		return 0;
	err_sys(e, ST_FAIL, "stdout: write");
	if (errno == EPIPE) /* whoever read it has gone */
		e->text[0] = '\0';
	return -1;
}

static void
note(struct program *p, const struct option_row *row, const char *value)
{
	if (row->file)
		files_apart_note(p, row, value);
	if (row->same_result)
		return;
	p->given =
	    mem_grow(p->given, &p->cap_given, p->n_given + 1, sizeof *p->given);
	p->given[p->n_given++] =
	    (struct program_given){ row->name, row->argument ? value : "yes" };
}

void
commands_begin_files(struct program *p, const struct option_argv *a, size_t n)
{
	for (int i = 0; option_row_is(&a->rows[i]); i++)
		if (a->given >> i & 1)
			note(p, &a->rows[i], a->values[i]);
	p->operands = a->operands + 1;
	p->n_operands = (int)n;
	files_apart_check(p);
	facts_file_begin(p);
}

void
commands_end_files(struct program *p, enum status status)
{
	facts_file_end(p, status);
	facts_free(&p->facts);
	free(p->files);
	free(p->given);
}

void
commands_say(const char *line)
{
	messages_say("%s", line);
}
