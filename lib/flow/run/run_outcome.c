#include "flow/run/run_outcome.h"

bool
run_command_is_recon(struct span command)
{
	static const struct span begin = { "recon-", 6 };

	for (size_t i = command.len; i > 0; i--)
		if (command.p[i - 1] == '/') {
			command.p += i;
			command.len -= i;
			break;
		}
	if (command.len <= begin.len || !span_begins(command, begin))
		return false;
	for (size_t i = begin.len; i < command.len; i++)
		if (command.p[i] < 'a' || command.p[i] > 'z')
			return false;
	return true;
}
