#!/usr/bin/env python3
"""Kills the program at random moments of the scripted case and looks at what is left.

Each round: a fresh demo world, the scripted case, SIGKILL after a random time, then the same world again with `--resume`.
Holds if the draft that comes back is the last acknowledged one or one entered after it (I1), and if, after the case was
finished, the province has it exactly once (I2, I3). Prints one line a round that fails, and a summary as JSON.
"""
import argparse
import glob
import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time


def run_and_kill(command, environment, after):
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        process.wait(timeout=after)
        return False
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGKILL)
        process.wait()
        return True


def acknowledged(path):
    """The last acknowledged draft, and every draft entered since."""
    try:
        lines = [line.partition(' ')[::2] for line in open(path, encoding='ascii').read().splitlines()]
    except FileNotFoundError:
        return None, set()
    at = max((i for i, (word, _) in enumerate(lines) if word == 'ack'), default=None)
    if at is None:
        return None, set()
    last = lines[at][1]
    # An acknowledgement may come after newer edits were entered, and those may be stored already when the kill comes.
    entered = max((i for i in range(at) if lines[i] == ('edit', last)), default=at)
    return last, {digest for word, digest in lines[entered + 1:] if word == 'edit'}


def submissions(folder):
    """(cases, submissions, most submissions of one case and round) in the platform's database."""
    for path in glob.glob(os.path.join(folder, 'platform', '*.db')):
        database = sqlite3.connect(f'file:{path}?mode=ro', uri=True)
        try:
            cases = database.execute('SELECT count(*) FROM case_file').fetchone()[0]
            total = database.execute('SELECT count(*) FROM submission').fetchone()[0]
            most = database.execute('SELECT coalesce(max(n), 0) FROM (SELECT count(*) AS n FROM submission GROUP BY case_id, round_no)').fetchone()[0]
            return cases, total, most
        finally:
            database.close()
    return 0, 0, 0


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument('--client', help='zongchuang; without it zcctl itself is killed')
    parser.add_argument('--zcctl', required=True)
    parser.add_argument('--play', help='key script of the client')
    parser.add_argument('--script', required=True, help='case script of zcctl demo play')
    parser.add_argument('--times', type=int, default=200)
    parser.add_argument('--seed', type=int, default=int(time.strftime('%Y%m%d')))
    arguments = parser.parse_args()
    chance = random.Random(arguments.seed)
    environment = dict(os.environ, QT_QPA_PLATFORM='offscreen')

    def victim(folder, log):
        if arguments.client:
            return [arguments.client, '--demo', '--data-dir', folder, '--play', arguments.play, '--ack-log', log]
        return [arguments.zcctl, 'demo', 'play', arguments.script, '--data-dir', folder, '--ack-log', log]

    # How long the case takes when nobody interferes.
    root = tempfile.mkdtemp(prefix='zc-kill-')
    begin = time.monotonic()
    subprocess.run(victim(os.path.join(root, 'whole'), os.path.join(root, 'whole.log')), env=environment, check=True,
                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=300)
    whole = time.monotonic() - begin

    failures, killed, resumed = [], 0, 0
    for round_no in range(arguments.times):
        folder, log = os.path.join(root, str(round_no)), os.path.join(root, f'{round_no}.log')
        after = chance.uniform(0, whole)
        killed += run_and_kill(victim(folder, log), environment, after)
        last, later = acknowledged(log)
        world = os.path.join(folder, 'demo') if arguments.client else folder      # where the client keeps its demo world
        if not os.path.isdir(world):
            continue
        again = subprocess.run([arguments.zcctl, '--json', 'demo', 'play', arguments.script, '--data-dir', world, '--resume'],
                               env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=300)
        try:
            answer = json.loads(again.stdout.decode() or '{}')
        except json.JSONDecodeError:
            answer = {}
        cases, total, most = submissions(world)
        problem = None
        if again.returncode != 0:
            problem = f'resume ended with {again.returncode}: {again.stderr.decode(errors="replace").strip()[-300:]}'
        elif last is not None and not answer.get('resumedDraft'):
            problem = 'an acknowledged draft did not come back'
        elif last is not None and answer['resumedDraft'] != last and answer['resumedDraft'] not in later:
            problem = 'the draft that came back is older than the last acknowledged one'
        elif last is not None and not answer.get('submitted'):
            problem = 'the case could not be finished'
        elif most > 1 or (answer.get('submitted') and total != 1):
            problem = f'{cases} cases, {total} submissions, most {most}'
        if answer.get('resumedDraft'):
            resumed += 1
        if problem:
            failures.append({'round': round_no, 'afterSeconds': round(after, 3), 'problem': problem, 'kept': folder})
            print(f'round {round_no} (killed after {after:.3f} s): {problem}', file=sys.stderr)
        else:
            shutil.rmtree(folder, ignore_errors=True)
    print(json.dumps({'rounds': arguments.times, 'killed': killed, 'resumed': resumed, 'wholeSeconds': round(whole, 2),
                      'seed': arguments.seed, 'failures': failures}, indent=1))
    if not failures:
        shutil.rmtree(root, ignore_errors=True)
    return 1 if failures else 0


if __name__ == '__main__':
    sys.exit(main())
