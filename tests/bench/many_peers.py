"""What runs of five tasks cost with runners of tasks that people use on PostgreSQL
and RabbitMQ: each task does nothing, and the next is given when it has ended. A
peer is a function of the peers of flow_peers, the bench with its servers, and a
number of runs; it gives seconds, and what it is called."""
import os
import subprocess
import time

LIMIT = 300  # seconds, of one peer

PROCRASTINATE = """
import asyncio, sys, procrastinate
app = procrastinate.App(connector=procrastinate.PsycopgConnector(conninfo=sys.argv[1]))

@app.task(queue="q", name="step")
async def step(n, at):
    if at < 4:
        await step.defer_async(n=n, at=at + 1)

async def main():
    async with app.open_async():
        if sys.argv[2] == "schema":
            await app.schema_manager.apply_schema_async()
        elif sys.argv[2] == "fill":
            await step.batch_defer_async(*[{"n": n, "at": 0} for n in range(int(sys.argv[3]))])
        else:
            await app.run_worker_async(queues=["q"], wait=False, concurrency=16,
                                       install_signal_handlers=False)
asyncio.run(main())
"""

CELERY = """
import sys
from celery import Celery
app = Celery("five", broker=__import__("os").environ["BROKER"])
app.conf.update(task_ignore_result=True, task_acks_late=True,
                worker_prefetch_multiplier=16, worker_hijack_root_logger=False)

@app.task(name="step")
def step(n, at):
    if at < 4:
        step.delay(n, at + 1)
    else:
        with open(__import__("os").environ["DONE"], "a") as f:
            f.write("%d\\n" % n)

if __name__ == "__main__":
    for n in range(int(sys.argv[1])):
        step.delay(n, 0)
"""


def procrastinate(peers, bench, n):
    python, version = peers.python("procrastinate")
    subprocess.run([python, "-m", "pip", "install", "-q", "psycopg[binary,pool]"], check=True)
    peers.fresh("five.py", PROCRASTINATE)
    url = bench.pg.database()

    def call(*words):
        return [python, "five.py", url, *words]
    for words in (("schema",), ("fill", str(n))):
        subprocess.run(call(*words), cwd=peers.folder, check=True, timeout=LIMIT,
                       capture_output=True)
    began = time.monotonic()
    workers = [subprocess.Popen(call("work"), cwd=peers.folder, stdout=subprocess.DEVNULL,
                                stderr=subprocess.DEVNULL) for _ in range(2)]
    for w in workers:
        if w.wait(LIMIT):
            raise RuntimeError("procrastinate: status %d" % w.returncode)
    seconds = time.monotonic() - began
    left = bench.pg.ask(url, "SELECT status, count(*) FROM procrastinate_jobs GROUP BY 1")
    if left != "succeeded|%d" % (5 * n):
        raise RuntimeError("procrastinate: " + left)
    return seconds, "procrastinate %s, 2 workers of 16" % version


def celery(peers, bench, n):
    python, version = peers.python("celery")
    peers.fresh("five.py", CELERY)
    done = os.path.join(peers.folder, "done")
    env = dict(os.environ, DONE=done,
               BROKER="amqp://recon:bench@127.0.0.1:%d//" % bench.rabbit.port)
    open(done, "w").close()
    subprocess.run([python, "five.py", str(n)], cwd=peers.folder, env=env, check=True,
                   timeout=LIMIT)
    began = time.monotonic()
    worker = subprocess.Popen(
        [python, "-m", "celery", "-A", "five", "worker", "--concurrency", "2", "--loglevel",
         "ERROR"], cwd=peers.folder, env=dict(env, C_FORCE_ROOT="1"),
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        while os.path.getsize(done) == 0 or sum(1 for _ in open(done)) < n:
            if time.monotonic() - began > LIMIT or worker.poll() is not None:
                raise RuntimeError("celery: does not end")
            time.sleep(0.05)
        return time.monotonic() - began, "Celery %s, 2 processes, no results kept" % version
    finally:
        worker.terminate()
        worker.wait()
