/*
 * launch: runs a command and writes what the kernel accounts it with to a
 * descriptor: "USER SYSTEM PEAK STATUS", seconds, seconds, KiB, exit status.
 *
 *	launch FD COMMAND [ARG]...
 *
 * A process begins with the peak of the one it was forked from, which for a
 * script would be the interpreter's: this one is small.
 */
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

static double
seconds(struct timeval t)
{
	return (double)t.tv_sec + (double)t.tv_usec / 1e6;
}

int
main(int argc, char **argv)
{
	struct rusage u;
	int fd, status;
	pid_t pid;

	if (argc < 3)
		return 2;
	fd = atoi(argv[1]);
	pid = fork();
	if (pid == 0) {
		close(fd);
		execvp(argv[2], argv + 2);
		perror(argv[2]);
		_exit(127);
	}
	close(0);
	close(1);
	if (pid < 0 || wait4(pid, &status, 0, &u) != pid)
		return 2;
	status =
	    WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
	dprintf(fd, "%.6f %.6f %ld %d\n", seconds(u.ru_utime),
	    seconds(u.ru_stime), u.ru_maxrss, status);
	return 0;
}
