#include "sys/file/presence.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/stat.h>

#include "lock_holder.h"
#include "sys/file/flock_file.h"

static struct err e;

/* As a runner has it: locked, and with the sign. */
static int
take(void)
{
	int fd = flock_file_wait("lock", "ops", "sending", 0, &e);

	if (fd >= 0)
		presence_put(fd);
	return fd;
}

static void
seen(void)
{
	int until;
	pid_t pid;

	EXPECT(presence_look("lock") == 0);
	pid = lock_holder(take, false, &until);
	EXPECT(presence_look("lock") == 1);
	EXPECT(presence_look("lock") == 1);
	kill(pid, SIGKILL);
	waitpid(pid, NULL, 0);
	EXPECT(presence_look("lock") == 0);
	close(until);
}

static void
inherited(void)
{
	int until;
	pid_t pid = lock_holder(take, true, &until);

	waitpid(pid, NULL, 0);
	EXPECT(presence_look("lock") == 1);
	close(until);
	while (presence_look("lock") == 1)
		usleep(1000);
}

/* Others look on and on, and none of them stands in the way. */
static void
untouched(void)
{
	int fd, status;
	pid_t pid = fork();

	if (pid == 0)
		for (;;)
			presence_look("lock");
	for (int i = 0; i < 2000; i++) {
		EXPECT(flock_file_try("lock", &fd, &e) == 1);
		presence_put(fd);
		EXPECT(presence_look("lock") == 1);
		close(fd);
	}
	kill(pid, SIGKILL);
	waitpid(pid, &status, 0);
	EXPECT(WIFSIGNALED(status));
}

static void
unknown(void)
{
	EXPECT(presence_look("lock/below") == -1);
	if (geteuid() == 0)
		return;
	scratch_write("closed", "", 0);
	EXPECT(chmod("closed", 0) == 0);
	EXPECT(presence_look("closed") == -1);
}

int
main(void)
{
	scratch_begin();
	test("who is there is seen, until its process ends", seen);
	test("a child that inherits the file is there, too", inherited);
	test("looking stands in nobody's way", untouched);
	test("what cannot be opened is not known", unknown);
	scratch_end();
	return test_done();
}
