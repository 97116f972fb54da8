# SPDX-License-Identifier: Apache-2.0
"""The jobs of check.sh: job.py FILES ROWS FOLDER, on two workers, one of which dies in each job."""
import json
import os
import signal
import sys

import smimelint_spark
from pyspark.sql import SparkSession
from pyspark.sql import functions as f

PARTS = 6


def executor():
    """The process of the worker: the parent of the daemon that began this one."""
    with open(f"/proc/{os.getppid()}/stat") as stat:
        return int(stat.read().rpartition(")")[2].split()[1])


def dies(job):
    """Hands the rows on; the first try of one partition ends its worker after the first row."""
    killed = f"{folder}/killed.{job}"

    def function(partition, rows):
        for row in rows:
            yield row
            if partition == 2 and not os.path.exists(killed):
                open(killed, "x").close()
                os.kill(executor(), signal.SIGKILL)

    return function


files, rows, folder = sys.argv[1:]
spark = (
    SparkSession.builder.master("local-cluster[2,1,1024]")
    .config("spark.ui.enabled", "false")
    .config("spark.driver.bindAddress", "127.0.0.1")
    .config("spark.driver.host", "127.0.0.1")
    .config("spark.network.timeout", "60s")
    .getOrCreate()
)
sc = spark.sparkContext

names = sc.parallelize(open(files).read().splitlines(), PARTS)
smimelint_spark.pipe_files(names).mapPartitionsWithIndex(dies("files")).saveAsTextFile(f"{folder}/files")

results = [json.loads(line) for line in open(rows) if '"der":"' in line]
certificates = spark.createDataFrame(
    [(n, r["der"], r["source"]["path"], r["source"]["index"], r["source"]["format"], r["source"]["line"]) for n, r in enumerate(results)],
    "n long, base64 string, path string, index long, format string, line long",
).repartition(PARTS, "n")
certificates = certificates.withColumn("der", f.unbase64("base64"))

lines = sc.parallelize([r["der"] for r in results], PARTS)
smimelint_spark.pipe_lines(lines).mapPartitionsWithIndex(dies("lines")).saveAsTextFile(f"{folder}/lines")

linted = certificates.select(
    "n",
    smimelint_spark.result(f.col("der"), f.col("path"), f.col("index"), f.col("format"), f.col("line")).alias("result"),
    smimelint_spark.status(f.col("der"), {"tbs": False}).alias("status"),
    smimelint_spark.findings(f.col("der")).alias("findings"),
)
done = sorted(linted.rdd.mapPartitionsWithIndex(dies("rows")).collect(), key=lambda row: row.n)
with open(f"{folder}/rows.ndjson", "w") as out:
    out.writelines(row.result + "\n" for row in done)
for row in done:
    r = json.loads(row.result)
    assert row.status == r["status"], row
    assert [(x.rule, x.value) for x in row.findings] == [(x["rule"], x["value"]) for x in r["findings"]], row
null = spark.createDataFrame([(None,)], "der binary").select(smimelint_spark.status("der"), smimelint_spark.findings("der"), smimelint_spark.result("der"))
assert null.first() == (None, None, None), null.first()
spark.stop()
