// What spark_local.bats has spark-shell do, behind ReconSpark.scala: joins, and what
// a fault says, a line each. -i lets it go on behind an error: the last line
// says that it came to the end.
import org.apache.spark.rdd.RDD
val env = System.getenv
ReconSpark.programs = env.get("RECON_BIN")
val payments = env.get("payments")
val both = sc.textFile(payments + "/left", 3)
  .union(sc.textFile(payments + "/right", 3))

def said(name: String)(work: => Unit): Unit = {
  val words = try { work; "nothing" } catch {
    case e: Throwable =>
      val last = Iterator.iterate(e)(_.getCause).takeWhile(_ != null).toSeq.last
      last.getMessage.split("\n").head.replaceAll(".*Exception: ", "")
        .replaceAll(" Command ran: .*", "").replaceAll("/tmp/[^ ]*.total", "it")
  }
  println(s"CASE $name: $words")
}
def joined(parts: Int): Unit = {
  val totals = ReconSpark.totals(both, "r", parts)
  ReconSpark.join(both, totals).saveAsTextFile(s"jvm.$parts")
  ReconSpark.merge(s"jvm.$parts", "r", totals, s"jvm.$parts.rec")
}
for (parts <- Seq(1, 7, 200)) said(s"$parts parts")(joined(parts))

val totals = ReconSpark.totals(both, "r", 7)
said("a part removed") {
  new java.io.File("jvm.7/part-00002").renameTo(new java.io.File("gone"))
  ReconSpark.merge("jvm.7", "r", totals, "no.rec")
}
val framed = ReconSpark.frame(both, totals)
said("a row dropped in the shuffle") {
  val first = framed.filter(!_.startsWith("#")).first()
  ReconSpark.pipe(framed.filter(_ != first), Nil, "64M").count()
}
def piped(command: String*): RDD[String] =
  framed.pipe(command, Map[String, String](), null, null, false, 8192, "UTF-8")
said("a command that reads nothing") {
  piped("true").saveAsTextFile("jvm.true")
  ReconSpark.merge("jvm.true", "r", totals, "no.rec")
}
said("a command that fails") { piped("sh", "-c", "cat >/dev/null; exit 3").count() }
said("a command that never ends") { piped("timeout", "2", "sleep", "1000").count() }
println("CASE end")
System.exit(0)
