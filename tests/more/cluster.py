#!/usr/bin/env python3
"""The scripts of docs/cluster.md on a Slurm of one node that is started for the test, as root of the machine.

Shards merge to the bytes of one run, also when their tasks are told to stop in the middle and are queued again. Without
Slurm or without the rights, the tasks are plain processes with the variables that Slurm would set.
"""
import filecmp
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
MANDATE = os.environ.get('MANDATE', str(ROOT / 'mandate'))
STUDY = ROOT / 'scenarios' / 'tiny' / 'study.yaml'
FILES = ['runs.csv', 'worlds.csv', 'series.csv', 'places.csv', 'breakdown.csv', 'datapackage.json', 'manifest.json']
CONFIG = '''ClusterName=test
SlurmctldHost={host}(127.0.0.1)
SlurmUser=root
AuthType=auth/munge
AuthInfo=socket={folder}/munge.socket
CredType=cred/munge
SlurmctldPort={port}
SlurmdPort={next_port}
StateSaveLocation={folder}/state
SlurmdSpoolDir={folder}/spool
SlurmctldPidFile={folder}/slurmctld.pid
SlurmdPidFile={folder}/slurmd.pid
SlurmctldLogFile={folder}/slurmctld.log
SlurmdLogFile={folder}/slurmd.log
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
JobAcctGatherType=jobacct_gather/none
ReturnToService=2
MinJobAge=300
KillWait=30
NodeName={host} NodeAddr=127.0.0.1 CPUs=2 State=UNKNOWN
PartitionName=all Nodes=ALL Default=YES MaxTime=INFINITE State=UP
'''


def scripts():
    """array.sh and merge.sh as the page has them."""
    blocks = re.findall(r'```sh\n(#!/bin/bash\n.*?)```', (ROOT / 'docs' / 'cluster.md').read_text(), re.S)
    assert len(blocks) == 2
    return blocks


class Cluster:
    """A Slurm of one node with its own keys, ports and folders."""

    def __init__(self, folder):
        self.folder, self.daemons = folder, []
        host = socket.gethostname().split('.')[0]
        port = 20000 + os.getpid() % 20000
        for name in ('state', 'spool'):
            (folder / name).mkdir()
        (folder / 'munge.key').write_bytes(os.urandom(1024))
        os.chmod(folder / 'munge.key', 0o400)
        os.chmod(folder, 0o755)
        (folder / 'slurm.conf').write_text(CONFIG.format(host=host, folder=folder, port=port, next_port=port + 1))
        self.environment = {**os.environ, 'SLURM_CONF': str(folder / 'slurm.conf'), 'MANDATE': MANDATE}

    def start(self):
        self.daemon('munged', '--foreground', '--force', f'--key-file={self.folder}/munge.key',
                    f'--socket={self.folder}/munge.socket', f'--pid-file={self.folder}/munge.pid',
                    f'--seed-file={self.folder}/munge.seed', f'--log-file={self.folder}/munge.log')
        self.until(lambda: (self.folder / 'munge.socket').exists())
        self.daemon('slurmctld', '-D')
        self.daemon('slurmd', '-D')
        return self.until(lambda: 'idle' in self.call('sinfo', '-h', '-o', '%T'))

    def daemon(self, *command):
        with open(self.folder / f'{command[0]}.out', 'w') as log:
            self.daemons.append(subprocess.Popen(command, env=self.environment, stdout=log, stderr=log))

    def call(self, *command):
        return subprocess.run(command, env=self.environment, capture_output=True, text=True, cwd=self.folder, timeout=60).stdout.strip()

    def until(self, happens, seconds=60):
        for _ in range(seconds * 10):
            if happens():
                return True
            if any(daemon.poll() is not None for daemon in self.daemons):
                break
            time.sleep(0.1)
        return False

    def stop(self):
        for daemon in reversed(self.daemons):
            daemon.terminate()
            try:
                daemon.wait(20)
            except subprocess.TimeoutExpired:
                daemon.kill()
                daemon.wait()


class Case(unittest.TestCase):
    def setUp(self):
        self.folder = Path(tempfile.mkdtemp(prefix='mandate-cluster-'))
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)
        text = STUDY.read_text()
        text = re.sub(r'^worlds: .*$', 'worlds: 3000', text, flags=re.M)
        self.study = self.folder / 'study.yaml'
        self.study.write_text(re.sub(r'^replications: .*$', 'replications: 8', text, flags=re.M))
        array, merge = scripts()
        (self.folder / 'array.sh').write_text(array)
        (self.folder / 'merge.sh').write_text(merge)
        self.fresh = self.folder / 'fresh'
        subprocess.run([MANDATE, 'run', self.study, '-o', self.fresh, '--quiet'], check=True, stdout=subprocess.DEVNULL)

    def assert_same(self, out):
        _, other, broken = filecmp.cmpfiles(self.fresh, out, FILES, shallow=False)
        self.assertEqual((other, broken), ([], []))


class Processes(Case):
    """The array as plain processes."""

    def task(self, number):
        environment = {**os.environ, 'MANDATE': MANDATE, 'SLURM_ARRAY_TASK_ID': str(number), 'SLURM_ARRAY_TASK_COUNT': '3',
                       'SLURM_CPUS_PER_TASK': '1', 'SLURM_ARRAY_JOB_ID': '1', 'PATH': f'{self.folder}/bin:{os.environ["PATH"]}'}
        return subprocess.Popen(['bash', 'array.sh', str(self.study), str(self.folder / 'out')], cwd=self.folder, env=environment)

    def test_array(self):
        (self.folder / 'bin').mkdir()
        queue = self.folder / 'requeued'
        (self.folder / 'bin' / 'scontrol').write_text(f'#!/bin/sh\necho "$@" >>{queue}\n')
        os.chmod(self.folder / 'bin' / 'scontrol', 0o755)
        tasks = [self.task(number) for number in (1, 2, 3)]
        time.sleep(0.15)
        tasks[0].send_signal(signal.SIGUSR1)
        statuses = [task.wait(120) for task in tasks]
        self.assertIn(statuses[0], (75, 0))
        self.assertEqual(statuses[1:], [0, 0])
        if statuses[0] == 75:
            self.assertEqual(queue.read_text(), 'requeue 1_1\n')
            self.assertEqual(self.task(1).wait(120), 0)
        subprocess.run(['bash', 'merge.sh', 'out'], cwd=self.folder, env={**os.environ, 'MANDATE': MANDATE}, check=True,
                       stdout=subprocess.DEVNULL)
        self.assert_same(self.folder / 'out' / 'whole')


@unittest.skipUnless(shutil.which('slurmctld') and shutil.which('munged') and os.geteuid() == 0, 'no Slurm, or not root')
class Slurm(Case):
    def setUp(self):
        super().setUp()
        self.cluster = Cluster(Path(tempfile.mkdtemp(prefix='slurm-')))
        self.addCleanup(shutil.rmtree, self.cluster.folder, ignore_errors=True)
        self.addCleanup(self.cluster.stop)
        if not self.cluster.start():
            self.skipTest('Slurm does not start here: ' + self.logs()[-300:])

    def logs(self):
        return ''.join(path.read_text() for path in sorted(self.cluster.folder.glob('*.out')))

    def submit(self, *arguments):
        job = self.cluster.call('sbatch', '--parsable', f'--chdir={self.folder}', *map(str, arguments))
        self.assertRegex(job, r'^\d+$')
        return job

    def states(self, job):
        lines = self.cluster.call('squeue', '-h', '-r', '-t', 'all', '-j', job, '-o', '%T').split()
        return sorted(lines)

    def test_array_stopped_and_merged(self):
        out = self.folder / 'out'
        job = self.submit(self.folder / 'array.sh', self.study, out)
        merge = self.submit(f'--dependency=afterok:{job}', self.folder / 'merge.sh', out)
        self.assertTrue(self.cluster.until(lambda: 'RUNNING' in self.states(job)), self.logs())
        time.sleep(0.3)
        self.cluster.call('scancel', '--batch', '--signal=USR1', f'{job}_1')
        done = self.cluster.until(lambda: self.states(merge) == ['COMPLETED'], 240)  # Slurm waits 2 min before it requeues
        self.assertTrue(done, f'{self.states(job)} {self.states(merge)}')
        self.assertEqual(self.states(job), ['COMPLETED'] * 3)
        self.assertIn('Restarts=1', self.cluster.call('scontrol', 'show', 'job', f'{job}_1'))
        self.assert_same(out / 'whole')


if __name__ == '__main__':
    sys.exit(unittest.main())
