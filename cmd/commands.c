#include "commands.h"

#include <errno.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/mem.h"
#include "io/output.h"
#include "program.h"
#include "sys/file/write_whole.h"

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

void
commands_say(const char *line)
{
	messages_say("%s", line);
}
