# SPDX-License-Identifier: Apache-2.0
"""smimelint over the partitions of Apache Spark: as a program in a pipe, or by its library in a column of a DataFrame.

A task that is lost with its worker is done again by Spark. Results are those of the octets alone, so it does not
matter how often or where that was.
"""
import json
import os
import shlex

import smimelint
from pyspark.sql import functions, types

FINDING = types.StructType(
    [types.StructField(name, types.StringType()) for name in ("rule", "severity", "citation", "message", "value", "path")]
)

# Exit code 3 says that something could not be read: the report has it, and the task is done.
_PROGRAM = 'smimelint -j 1 -f ndjson --summary --fail-on never "$@"; code=$?; [ $code -eq 3 ] || exit $code'


def _pipe(rdd, *arguments):
    # Spark gives the program no environment; it is found by the PATH of the driver.
    environment = {"PATH": os.environ.get("PATH", os.defpath)}
    return rdd.pipe(shlex.join(["sh", "-c", _PROGRAM, "smimelint", *arguments]), environment, checkCode=True)


def pipe_files(names, *options):
    """Lints the files that an RDD of names has, which every worker can open.

    Gives an RDD of lines, each partition a whole report: saved as text, `smimelint merge --parts N results/part-*`
    (N: its number of partitions) folds them into the report of one run over all.
    """
    return _pipe(names, *options, "--files-from", "-")


def pipe_lines(lines, *options):
    """The same for an RDD of certificates, CRLs and OCSP responses, one on each line in base64.

    What is found is placed by its line in the partition. A partition may be empty.
    """
    return _pipe(lines, *options, "--skip-others", "-")


# One linter for each set of options in each Python process of a worker.
_linters = {}


def _linter(options):
    linter = _linters.get(options)
    if linter is None:
        linter = _linters[options] = smimelint.Linter(json.loads(options))
    return linter


def _column(function, returns, options, *columns):
    return functions.udf(function(json.dumps(options or {})), returns)(*columns)


def status(der, options=None):
    """The column of the status of what a binary column holds in DER; null for null."""

    def function(text):
        return lambda der: None if der is None else _linter(text).lint(bytes(der)).status

    return _column(function, types.StringType(), options, der)


def findings(der, options=None):
    """The column of its findings, an array of FINDING."""

    def row(finding):
        return tuple(getattr(finding, name) for name in FINDING.names)

    def function(text):
        return lambda der: None if der is None else [row(f) for f in _linter(text).lint(bytes(der))]

    return _column(function, types.ArrayType(FINDING), options, der)


def result(der, path=None, index=None, form=None, line=None, options=None):
    """The column of the whole result, a line of the command's ndjson report, which `smimelint merge` takes.

    The other columns say where it was found; without them the report does not.
    """
    nothing = functions.lit(None)

    def function(text):
        def one(der, path, index, form, line):
            if der is None:
                return None
            source = smimelint.Source(path=path, index=index or 0, format=form, line=line or 0)
            return _linter(text).lint_json(bytes(der), source).decode()

        return one

    columns = [nothing if column is None else column for column in (path, index, form, line)]
    return _column(function, types.StringType(), options, der, *columns)
