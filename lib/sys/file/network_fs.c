#include "sys/file/network_fs.h"

#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>
#ifdef __linux__
#include <sys/sysmacros.h>
#include <sys/vfs.h>
#endif

#include "base/buf.h"

enum { FUSE = 0x65735546, PIECE = 65536 };

/* statfs(2), and linux/magic.h for those that it does not have. */
static const struct {
	unsigned long number;
	const char *name;
} numbers[] = {
	{ 0x6969, "nfs" },
	{ 0xff534d42, "cifs" },
	{ 0xfe534d42, "smb2" },
	{ 0x517b, "smb" },
	{ 0x5346414f, "afs" },
	{ 0x6b414653, "afs" },
	{ 0x73757245, "coda" },
	{ 0x564c, "ncp" },
	{ 0x00c36400, "ceph" },
	{ 0x01021997, "9p" },
	{ 0x0bd00bd0, "lustre" },
	{ 0x47504653, "gpfs" },
	{ 0x013111a8, "ibrix" },
	{ 0x786f4256, "vboxsf" },
	{ 0xbacbacbc, "vmhgfs" },
	{ 0x19830326, "beegfs" },
};

/* What is behind "fuse." or stands alone. */
static const char *const fuses[] = { "sshfs", "s3fs", "s3ql", "rclone",
	"glusterfs", "ceph", "ceph-fuse", "davfs", "davfs2", "curlftpfs",
	"goofys", "gcsfuse", "blobfuse", "blobfuse2", "mountpoint-s3",
	"juicefs", "JuiceFS", "seaweedfs", "moosefs", "mfs", "lizardfs",
	"smbnetfs", "vmhgfs-fuse", "grpcfuse", "osxfs", "afpfs", "virtiofs",
	"gvfsd-fuse", "nfs-ganesha" };

const char *
network_fs_of_number(unsigned long number)
{
	for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
		if (numbers[i].number == (number & 0xffffffff))
			return numbers[i].name;
	return NULL;
}

static bool
is_of_network(struct span type)
{
	if (span_begins(type, SPAN("fuse.")))
		type = (struct span){ type.p + 5, type.len - 5 };
	for (size_t i = 0; i < sizeof fuses / sizeof *fuses; i++)
		if (span_eq(type, span_str(fuses[i])))
			return true;
	return false;
}

/* The word of a line of mountinfo: 0 the first. */
static struct span
word(struct span line, unsigned n)
{
	size_t i = 0, from;

	for (;;) {
		for (from = i; i < line.len && line.p[i] != ' '; i++)
			;
		if (n-- == 0 || i == line.len)
			break;
		i++;
	}
	return (struct span){ line.p + from, i - from };
}

/* The type stands behind the word "-", which ends words of no certain number. */
static struct span
type_of(struct span line)
{
	unsigned at = 6;

	while (at < 64 && !span_eq(word(line, at), SPAN("-")))
		at++;
	return word(line, at + 1);
}

bool
network_fs_of_mounts(
    struct span text, unsigned major, unsigned minor, char type[NETWORK_FS_CAP])
{
	char device[32];

	snprintf(device, sizeof device, "%u:%u", major, minor);
	while (text.len) {
		struct span line = { text.p, span_line(text) }, name;
		size_t whole = line.len + (line.len < text.len);

		text = (struct span){ text.p + whole, text.len - whole };
		if (!span_eq(word(line, 2), span_str(device)))
			continue;
		name = type_of(line);
		if (!is_of_network(name) || name.len >= NETWORK_FS_CAP)
			continue;
		*span_put(type, name) = '\0';
		return true;
	}
	return false;
}

#ifdef __linux__
static bool
is_fuse_of_network(const struct stat *st, char type[NETWORK_FS_CAP])
{
	int fd = open("/proc/self/mountinfo", O_RDONLY | O_CLOEXEC);
	struct buf text = { 0 };
	ssize_t n = 0;
	bool is;

	while (fd >= 0 && (n = read(fd, buf_room(&text, PIECE), PIECE)) > 0)
		text.len += (size_t)n;
	is = text.len &&
	    network_fs_of_mounts(
		buf_span(&text), major(st->st_dev), minor(st->st_dev), type);
	if (fd >= 0)
		close(fd);
	buf_free(&text);
	return is;
}

int
network_fs(const char *path, char type[NETWORK_FS_CAP], struct err *e)
{
	struct statfs fs;
	struct stat st;
	const char *name;

	if (stat(path, &st) || statfs(path, &fs))
		return err_sys(e, ST_FAIL, "%s", path);
	if ((unsigned long)fs.f_type == FUSE)
		return is_fuse_of_network(&st, type);
	name = network_fs_of_number((unsigned long)fs.f_type);
	if (!name)
		return 0;
	*span_put(type, span_str(name)) = '\0';
	return 1;
}
#else
int
network_fs(const char *path, char type[NETWORK_FS_CAP], struct err *e)
{
	struct stat st;

	(void)type;
	return stat(path, &st) ? err_sys(e, ST_FAIL, "%s", path) : 0;
}
#endif

int
network_fs_refuse(const char *dir, struct err *e)
{
	char type[NETWORK_FS_CAP];
	int r = network_fs(dir, type, e);

	if (r <= 0)
		return r;
	return err_set(e, ST_FAIL,
	    "%s: is on a file system of a network (%s), where a store can be "
	    "damaged: it needs a disk of this machine",
	    dir, type);
}
