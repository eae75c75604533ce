// ReconSpark: recon-join in the partitions of an RDD, by RDD.pipe.
//
//     spark-shell -i ReconSpark.scala
//     scala> val both = sc.textFile("left.rec").union(sc.textFile("right.rec"))
//     scala> val totals = ReconSpark.totals(both, "day1", 200)
//     scala> ReconSpark.join(both, totals, Seq("-g")).saveAsTextFile("results")
//     scala> ReconSpark.merge("results", "day1", totals, "results.rec")
//
// pipe fails the task where the status of the program is not 0, gives it the
// environment of the executor and what is named here, and runs it for an empty
// partition, too. What the program said is in the log of the executor. There is
// no limit of time: timeout(1) is that. A program that reads nothing and ends
// well is taken for one that had nothing to say: merge finds its part missing.

import java.io.{File, FileOutputStream}
import java.math.BigDecimal
import java.nio.charset.StandardCharsets.UTF_8
import java.util.zip.CRC32

import org.apache.spark.Partitioner
import org.apache.spark.rdd.RDD

object ReconSpark extends Serializable {
  // Where the programs are: "" is the PATH of the executor.
  var programs = ""
  val seconds = 3600

  private def program(name: String) =
    if (programs.isEmpty) name else s"$programs/$name"

  // The part of a whole KEY, as bytes: the same in every process, and in
  // recon_spark.py.
  def partOf(line: String, parts: Int): Int = {
    val crc = new CRC32
    crc.update(line.takeWhile(_ != '\t').getBytes(UTF_8))
    (crc.getValue % parts).toInt
  }

  class Parts(n: Int) extends Partitioner {
    def numPartitions: Int = n
    def getPartition(key: Any): Int = key.asInstanceOf[Int]
  }

  // Control lines of the sources are not data of a part.
  def data(lines: RDD[String]): RDD[String] = lines.filter { line =>
    if (line.startsWith("#failed\t")) throw new RuntimeException(line)
    !line.startsWith("#")
  }

  class Figures extends Serializable {
    var records = 0L
    val sums = collection.mutable.TreeMap[String, BigDecimal]()
    def add(line: String): Figures = {
      val fields = line.split("\t", 5)
      val name = fields(3) + "." + fields(2)
      records += 1
      sums(name) = sums.getOrElse(name, BigDecimal.ZERO)
        .add(new BigDecimal(fields(1)))
      this
    }
    def add(other: Figures): Figures = {
      records += other.records
      for ((name, sum) <- other.sums)
        sums(name) = sums.getOrElse(name, BigDecimal.ZERO).add(sum)
      this
    }
    def total: String = (Seq("#total", s"records=$records") ++ sums.map {
      case (name, sum) => name + "=" + sum.toPlainString
    }).mkString("\t")
  }

  // What each part is to get, as its #total line: made before the shuffle, by a
  // reading of its own. cache() what takes long to read.
  def totals(lines: RDD[String], run: String, parts: Int): Seq[String] =
    data(lines).treeAggregate(Array.fill(parts)(new Figures))(
      (figures, line) => { figures(partOf(line, parts)).add(line); figures },
      (some, others) => some.zip(others).map { case (a, b) => a.add(b) })
      .toSeq.zipWithIndex.map { case (figures, k) =>
        figures.total + s"\tpart=${k + 1}/$parts@$run"
      }

  // The lines in their parts, and in each its frame, which names it: none is
  // empty.
  def frame(lines: RDD[String], totals: Seq[String]): RDD[String] = {
    val parts = totals.size
    val frames = totals.zipWithIndex.flatMap { case (total, k) =>
      Seq((k, "#recon record 1"), (k, total))
    }
    data(lines).map(line => (partOf(line, parts), line))
      .union(lines.sparkContext.parallelize(frames, 1))
      .partitionBy(new Parts(parts)).values
  }

  // Results, one stream a partition, which names its part as the frames do.
  def join(lines: RDD[String], totals: Seq[String],
      options: Seq[String] = Nil, memory: String = "64M"): RDD[String] =
    pipe(frame(lines, totals), options, memory)

  def pipe(framed: RDD[String], options: Seq[String], memory: String) =
    framed.pipe(
      Seq("timeout", "-k", "5", s"$seconds", program("recon-join"), "--sort",
        "-j", "1", "-S", memory, "--require-total", "--part", "input") ++
        options,
      Map("TZ" -> "UTC"), null, null, false, 1 << 16, "UTF-8")

  // One sorted stream of all parts, which were left in a directory of this
  // machine: each is there, once, and together they hold what was expected.
  def merge(directory: String, run: String, expected: Seq[String],
      out: String): Unit = {
    val totals = File.createTempFile("recon", ".total")
    try {
      val written = new FileOutputStream(totals)
      written.write(expected.mkString("", "\n", "\n").getBytes(UTF_8))
      written.close()
      val files = new File(directory).listFiles.map(_.getPath)
        .filter(_.split('/').last.startsWith("part-")).sorted
      if (files.isEmpty) throw new RuntimeException(s"$directory: has no parts")
      val merging = new ProcessBuilder((Seq(program("recon-sort"), "-m",
        "--parts", s"${expected.size}@$run", "--expect-total", totals.getPath, "-o", out,
        "--") ++ files): _*).redirectErrorStream(true).start()
      merging.getOutputStream.close()
      val said = new String(merging.getInputStream.readAllBytes, UTF_8)
      if (merging.waitFor != 0) throw new RuntimeException(said.trim)
    } finally totals.delete
  }
}
